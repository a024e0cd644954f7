import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Rewrites jars so that a switch over types is a chain of instanceof tests.
 *
 * <p>javac compiles such a switch to an invokedynamic instruction, whose code the JVM makes at run
 * time: about a millisecond for each switch, and the start-up cache of JDK 25 cannot hold it. The
 * chain means the same and is in the cache like any other code.
 *
 * <p>Usage: java FlattenSwitches.java JAR...
 */
public final class FlattenSwitches {

  private static final ClassDesc BOOTSTRAPS = ClassDesc.of("java.lang.runtime.SwitchBootstraps");
  private static final MethodTypeDesc TYPE =
      MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_Object, ConstantDescs.CD_int);

  private final ClassFile classFile;
  private int rewritten;

  private FlattenSwitches(ClassLoader loader) {
    classFile =
        ClassFile.of(
            ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofClassLoading(loader)));
  }

  public static void main(String[] args) throws IOException {
    List<URL> urls = new ArrayList<>();
    for (String jar : args) {
      urls.add(Path.of(jar).toUri().toURL());
    }
    try (URLClassLoader loader = new URLClassLoader(urls.toArray(new URL[0]))) {
      FlattenSwitches work = new FlattenSwitches(loader);
      for (String jar : args) {
        if (Path.of(jar).getFileName().toString().startsWith("muster")) {
          work.jar(Path.of(jar));
        }
      }
      System.out.println(work.rewritten + " switches over types flattened");
    }
  }

  private void jar(Path jar) throws IOException {
    Path changed = jar.resolveSibling(jar.getFileName() + ".new");
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(jar));
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(changed))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        byte[] bytes = in.readAllBytes();
        ZipEntry copy = new ZipEntry(entry.getName());
        copy.setTime(entry.getTime());
        out.putNextEntry(copy);
        out.write(entry.getName().endsWith(".class") ? flattened(bytes) : bytes);
        out.closeEntry();
      }
    }
    Files.move(changed, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  private byte[] flattened(byte[] bytes) {
    ClassModel model = classFile.parse(bytes);
    if (!hasTypeSwitch(model)) {
      return bytes;
    }
    boolean isInterface = model.flags().has(java.lang.reflect.AccessFlag.INTERFACE);
    List<List<ClassDesc>> chains = new ArrayList<>();
    CodeTransform replace =
        (code, element) -> {
          List<ClassDesc> types = typesOf(element);
          if (types == null) {
            code.with(element);
          } else {
            code.invokestatic(
                model.thisClass().asSymbol(), "typeSwitch$" + chains.size(), TYPE, isInterface);
            chains.add(types);
            rewritten++;
          }
        };
    ClassTransform transform =
        ClassTransform.transformingMethodBodies(replace)
            .andThen(
                ClassTransform.endHandler(
                    builder -> {
                      for (int i = 0; i < chains.size(); i++) {
                        List<ClassDesc> types = chains.get(i);
                        builder.withMethodBody(
                            "typeSwitch$" + i,
                            TYPE,
                            ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC,
                            code -> chain(code, types));
                      }
                    }));
    return classFile.transformClass(model, transform);
  }

  private static boolean hasTypeSwitch(ClassModel model) {
    for (MethodModel method : model.methods()) {
      CodeModel code = method.code().orElse(null);
      if (code != null) {
        for (CodeElement element : code) {
          if (typesOf(element) != null) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** The types of a switch over types alone; null for anything else. */
  private static List<ClassDesc> typesOf(CodeElement element) {
    if (!(element instanceof InvokeDynamicInstruction call)
        || !call.bootstrapMethod().owner().equals(BOOTSTRAPS)
        || !call.bootstrapMethod().methodName().equals("typeSwitch")) {
      return null;
    }
    List<ClassDesc> types = new ArrayList<>();
    for (ConstantDesc argument : call.bootstrapArgs()) {
      if (!(argument instanceof ClassDesc type) || type.isPrimitive()) {
        return null;
      }
      types.add(type);
    }
    return types;
  }

  /** What SwitchBootstraps.typeSwitch documents: -1 for null, else the first match from restart on. */
  private static void chain(CodeBuilder code, List<ClassDesc> types) {
    Label notNull = code.newLabel();
    code.aload(0).ifnonnull(notNull).iconst_m1().ireturn();
    code.labelBinding(notNull);
    for (int i = 0; i < types.size(); i++) {
      Label next = code.newLabel();
      code.iload(1).loadConstant(i).if_icmpgt(next);
      code.aload(0).instanceOf(types.get(i)).ifeq(next);
      code.loadConstant(i).ireturn();
      code.labelBinding(next);
    }
    code.loadConstant(types.size()).ireturn();
  }
}
