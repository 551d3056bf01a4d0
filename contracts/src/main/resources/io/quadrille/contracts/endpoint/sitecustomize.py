# Python runs this first where its folder is on the PYTHONPATH. Moto parses each JSONPath of a rule's target again for each
# event, at 5 ms a path; remembered, an event takes a tenth of the time, and everything else is as it was.
import functools

try:
    import jsonpath_ng.ext
except ImportError:
    pass  # another Python than moto's
else:
    jsonpath_ng.ext.parse = functools.lru_cache(maxsize=None)(jsonpath_ng.ext.parse)
