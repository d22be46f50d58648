package deephash.kernel.eval.run;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Weaves {@link Stop#check()} into the classes of a cell: before every backward jump, for loops, and at the start of
 * every method, for recursion and for lambdas that a library calls in its own loop. Some calls become others (see
 * {@link ReplacedCalls}). Static initialisers tell {@link Initialised} that they run.
 */
final class CellWeaver {

    private static final String STOP = Type.getInternalName(Stop.class);

    private static final String INITIALISED = Type.getInternalName(Initialised.class);

    private CellWeaver() {}

    static byte[] weave(byte[] classFile) {
        return weave(classFile, null, 0);
    }

    /**
     * Weaves, and sets what traces say.
     *
     * @param file the name of the source in traces; null for what the compiler called it
     * @param linesBefore subtracted from the numbers of lines
     */
    static byte[] weave(byte[] classFile, @Nullable String file, int linesBefore) {
        ClassReader reader = new ClassReader(classFile);
        // No frames change: a call without arguments or result fits anywhere.
        ClassWriter writer = new ClassWriter(reader, 0);
        Type type = Type.getObjectType(reader.getClassName());
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public void visit(
                            int version,
                            int access,
                            String name,
                            @Nullable String signature,
                            @Nullable String superName,
                            String @Nullable [] interfaces) {
                        super.visit(version, opened(access), name, signature, superName, interfaces);
                    }

                    @Override
                    public void visitSource(@Nullable String source, @Nullable String debug) {
                        super.visitSource(file == null ? source : file, debug);
                    }

                    @Override
                    public FieldVisitor visitField(
                            int access,
                            String name,
                            String descriptor,
                            @Nullable String signature,
                            @Nullable Object value) {
                        return super.visitField(opened(access), name, descriptor, signature, value);
                    }

                    @Override
                    public MethodVisitor visitMethod(
                            int access,
                            String name,
                            String descriptor,
                            @Nullable String signature,
                            String @Nullable [] exceptions) {
                        return new Weaver(
                                super.visitMethod(opened(access), name, descriptor, signature, exceptions),
                                linesBefore,
                                name.equals("<clinit>") ? type : null);
                    }
                },
                0);
        return writer.toByteArray();
    }

    /**
     * What is not private becomes public: cells are one package in the language, but classes of several loaders are not
     * one package to the JVM.
     */
    private static int opened(int access) {
        return (access & Opcodes.ACC_PRIVATE) != 0 ? access : (access & ~Opcodes.ACC_PROTECTED) | Opcodes.ACC_PUBLIC;
    }

    /**
     * Whether a snippet's outer class is that of a statement or expression: later snippets cannot name what it holds.
     */
    static boolean declaresNothing(byte[] classFile) {
        boolean[] runs = {false};
        boolean[] declares = {false};
        new ClassReader(classFile)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public @Nullable FieldVisitor visitField(
                                    int access,
                                    String name,
                                    String descriptor,
                                    @Nullable String signature,
                                    @Nullable Object value) {
                                declares[0] |= !name.matches("\\$\\d+") && (access & Opcodes.ACC_SYNTHETIC) == 0;
                                return null;
                            }

                            @Override
                            public @Nullable MethodVisitor visitMethod(
                                    int access,
                                    String name,
                                    String descriptor,
                                    @Nullable String signature,
                                    String @Nullable [] exceptions) {
                                boolean run = name.equals("do_it$");
                                runs[0] |= run;
                                declares[0] |= !run
                                        && !name.startsWith("<")
                                        && !name.startsWith("do_it$")
                                        && (access & Opcodes.ACC_SYNTHETIC) == 0;
                                return null;
                            }
                        },
                        ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return runs[0] && !declares[0];
    }

    private static final class Weaver extends MethodVisitor {

        private final Set<Label> behind = new HashSet<>();

        private final int linesBefore;

        /** The class whose initialiser this is. */
        private final @Nullable Type initialised;

        Weaver(MethodVisitor next, int linesBefore, @Nullable Type initialised) {
            super(Opcodes.ASM9, next);
            this.linesBefore = linesBefore;
            this.initialised = initialised;
        }

        @Override
        public void visitLineNumber(int line, Label start) {
            super.visitLineNumber(Math.max(1, line - linesBefore), start);
        }

        private void check() {
            super.visitMethodInsn(Opcodes.INVOKESTATIC, STOP, "check", "()V", false);
        }

        @Override
        public void visitCode() {
            super.visitCode();
            check();
            if (initialised != null) {
                super.visitLdcInsn(initialised);
                super.visitMethodInsn(Opcodes.INVOKESTATIC, INITIALISED, "begun", "(Ljava/lang/Class;)V", false);
            }
        }

        @Override
        public void visitMaxs(int stack, int locals) {
            super.visitMaxs(initialised == null ? stack : Math.max(1, stack), locals);
        }

        @Override
        public void visitLabel(Label label) {
            behind.add(label);
            super.visitLabel(label);
        }

        @Override
        public void visitJumpInsn(int opcode, Label label) {
            if (behind.contains(label)) {
                check();
            }
            super.visitJumpInsn(opcode, label);
        }

        @Override
        public void visitTableSwitchInsn(int min, int max, Label dflt, Label... labels) {
            checkIfBackward(dflt, labels);
            super.visitTableSwitchInsn(min, max, dflt, labels);
        }

        @Override
        public void visitLookupSwitchInsn(Label dflt, int[] keys, Label[] labels) {
            checkIfBackward(dflt, labels);
            super.visitLookupSwitchInsn(dflt, keys, labels);
        }

        private void checkIfBackward(Label dflt, Label[] labels) {
            boolean backward = behind.contains(dflt);
            for (Label label : labels) {
                backward |= behind.contains(label);
            }
            if (backward) {
                check();
            }
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            Handle instead = ReplacedCalls.of(opcode, owner, name, descriptor);
            if (instead == null) {
                super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
            } else {
                super.visitMethodInsn(
                        Opcodes.INVOKESTATIC, instead.getOwner(), instead.getName(), instead.getDesc(), false);
            }
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            for (int i = 0; i < arguments.length; i++) {
                Handle instead = arguments[i] instanceof Handle called ? ReplacedCalls.of(called, descriptor) : null;
                if (instead != null) {
                    arguments[i] = instead;
                }
            }
            super.visitInvokeDynamicInsn(name, descriptor, bootstrap, arguments);
        }
    }
}
