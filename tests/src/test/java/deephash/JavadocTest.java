package deephash;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** What users read in the library's Javadoc. */
class JavadocTest {

    private static final Path SOURCES = Path.of("../lib/src/main/java/deephash");

    /** Packages that notebooks do not import: their classes are public for the packages around them. */
    private static final Pattern INTERNAL = Pattern.compile(
            "data/(fetch|jpeg|pixel|source|cache|layout)/.*|model/(engine|block)/.*|train/(contrastive|optimizer)/.*");

    @Test
    void everyPublicMethodSaysWhatItsParametersAreAndWhatItReturns() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null,
                    files,
                    diagnostic -> {},
                    List.of("-proc:none"),
                    null,
                    files.getJavaFileObjectsFromPaths(sources()));
            DocTrees docs = DocTrees.instance(task);
            List<String> missing = new ArrayList<>();
            for (CompilationUnitTree file : task.parse()) {
                new Missing(docs, missing).scan(file, null);
            }
            assertThat(missing).isEmpty();
        }
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> all = Files.walk(SOURCES)) {
            return all.filter(each -> each.toString().endsWith(".java"))
                    .filter(each -> !INTERNAL.matcher(
                                    SOURCES.relativize(each).toString().replace('\\', '/'))
                            .matches())
                    .toList();
        }
    }

    /** Collects what the comments of public methods leave out. */
    private static final class Missing extends TreePathScanner<Void, Void> {

        private final DocTrees docs;
        private final List<String> missing;

        Missing(DocTrees docs, List<String> missing) {
            this.docs = docs;
            this.missing = missing;
        }

        @Override
        public Void visitMethod(MethodTree method, Void unused) {
            if (method.getParameters().isEmpty() || !isPublic() || overrides(method)) {
                return null;
            }
            Set<String> lacking = new TreeSet<>();
            method.getParameters().forEach(each -> lacking.add(each.getName().toString()));
            Tree result = method.getReturnType();
            if (result != null && !result.toString().equals("void")) {
                lacking.add("the result");
            }
            DocCommentTree doc = docs.getDocCommentTree(getCurrentPath());
            if (doc != null) {
                for (DocTree tag : doc.getBlockTags()) {
                    if (tag instanceof ParamTree param) {
                        lacking.remove(param.getName().toString());
                    } else if (tag.getKind() == DocTree.Kind.RETURN) {
                        lacking.remove("the result");
                    }
                }
            }
            if (!lacking.isEmpty()) {
                String file =
                        getCurrentPath().getCompilationUnit().getSourceFile().getName();
                missing.add(Path.of(file).getFileName() + ", " + method.getName() + ": " + lacking);
            }
            return null;
        }

        /** Whether users see the method: it and every type around it are public. */
        private boolean isPublic() {
            TreePath path = getCurrentPath();
            MethodTree method = (MethodTree) path.getLeaf();
            boolean shown = method.getModifiers().getFlags().contains(Modifier.PUBLIC)
                    || (path.getParentPath().getLeaf().getKind() == Tree.Kind.INTERFACE
                            && !method.getModifiers().getFlags().contains(Modifier.PRIVATE));
            for (TreePath at = path.getParentPath(); at != null; at = at.getParentPath()) {
                if (at.getLeaf() instanceof ClassTree type) {
                    TreePath around = at.getParentPath();
                    shown &= type.getModifiers().getFlags().contains(Modifier.PUBLIC)
                            || around.getLeaf().getKind() == Tree.Kind.INTERFACE;
                }
            }
            return shown;
        }

        /** Whether another comment speaks for it: the overridden method's, or the record's. */
        private boolean overrides(MethodTree method) {
            boolean constructorOfRecord = method.getName().contentEquals("<init>")
                    && getCurrentPath().getParentPath().getLeaf().getKind() == Tree.Kind.RECORD;
            return constructorOfRecord
                    || method.getModifiers().getAnnotations().stream()
                            .anyMatch(
                                    each -> each.getAnnotationType().toString().equals("Override"));
        }
    }
}
