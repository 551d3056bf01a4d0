package io.quadrille.events.records;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Whether a record class has code of its own between its values and who asks for them: a constructor that checks or changes
 * them, or an accessor. Reflection does not tell, so the class file is read.
 */
final class OwnCode {
    private static final String RECORD = Type.getInternalName(Record.class);
    private static final String CONSTRUCTOR = "<init>";

    /** A class does not change, and each run asks several times. A file that fails while it is read is read again. */
    private static final ClassValue<Boolean> ANSWERS = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> recordClass) {
            try {
                return find(recordClass);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    };

    private OwnCode() {}

    /** False only if canonical constructor and accessors are, instruction by instruction, what the compiler makes itself. */
    static boolean isIn(Class<?> recordClass) {
        try {
            return ANSWERS.get(recordClass);
        } catch (UncheckedIOException e) {
            return true;
        }
    }

    private static boolean find(Class<?> recordClass) throws IOException {
        String name = recordClass.getName();
        try (InputStream file = recordClass.getResourceAsStream(name.substring(name.lastIndexOf('.') + 1) + ".class")) {
            if (file == null) {
                return true; // made at run time
            }
            ClassNode read = new ClassNode();
            new ClassReader(file).accept(read, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
            return isIn(read, recordClass.getRecordComponents());
        } catch (IllegalArgumentException e) {
            return true; // of a Java yet to come
        }
    }

    private static boolean isIn(ClassNode read, RecordComponent[] components) {
        StringBuilder parameters = new StringBuilder();
        for (RecordComponent component : components) {
            Type type = Type.getType(component.getType());
            parameters.append(type);
            if (!instructions(read, component.getName(), "()" + type)
                    .equals(getting(read, component.getName(), type))) {
                return true;
            }
        }
        return !instructions(read, CONSTRUCTOR, "(" + parameters + ")V").equals(setting(read, components));
    }

    private static List<String> getting(ClassNode owner, String name, Type type) {
        return List.of(
                variable(Opcodes.ALOAD, 0),
                member(Opcodes.GETFIELD, owner.name, name, type.getDescriptor()),
                plain(type.getOpcode(Opcodes.IRETURN)));
    }

    private static List<String> setting(ClassNode owner, RecordComponent[] components) {
        List<String> setting = new ArrayList<>();
        setting.add(variable(Opcodes.ALOAD, 0));
        setting.add(member(Opcodes.INVOKESPECIAL, RECORD, CONSTRUCTOR, "()V"));
        int variable = 1;
        for (RecordComponent component : components) {
            Type type = Type.getType(component.getType());
            setting.add(variable(Opcodes.ALOAD, 0));
            setting.add(variable(type.getOpcode(Opcodes.ILOAD), variable));
            setting.add(member(Opcodes.PUTFIELD, owner.name, component.getName(), type.getDescriptor()));
            variable += type.getSize();
        }
        setting.add(plain(Opcodes.RETURN));
        return setting;
    }

    /** A method's instructions, one text each that has all of it where it may be of a mandated member; none if it is not there. */
    private static List<String> instructions(ClassNode owner, String name, String descriptor) {
        List<String> instructions = new ArrayList<>();
        for (MethodNode method : owner.methods) {
            if (method.name.equals(name) && method.desc.equals(descriptor)) {
                for (AbstractInsnNode each : method.instructions) {
                    if (each.getOpcode() >= 0) { // no label
                        instructions.add(text(each));
                    }
                }
            }
        }
        return instructions;
    }

    private static String text(AbstractInsnNode instruction) {
        int opcode = instruction.getOpcode();
        if (instruction instanceof VarInsnNode of) {
            return variable(opcode, of.var);
        } else if (instruction instanceof FieldInsnNode of) {
            return member(opcode, of.owner, of.name, of.desc);
        } else if (instruction instanceof MethodInsnNode of) {
            return member(opcode, of.owner, of.name, of.desc);
        }
        return plain(opcode);
    }

    private static String variable(int opcode, int variable) {
        return opcode + " " + variable;
    }

    private static String member(int opcode, String owner, String name, String descriptor) {
        return opcode + " " + owner + "." + name + " " + descriptor;
    }

    private static String plain(int opcode) {
        return String.valueOf(opcode);
    }
}
