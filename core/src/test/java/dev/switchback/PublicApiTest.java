package dev.switchback;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Compares the public API of core with the approved page. A change of the API changes the page, and
 * a reviewer sees it. {@code -Dswitchback.test.approve=true} writes the page.
 */
class PublicApiTest {

  private static final Path PAGE = Path.of("src", "test", "golden", "api.txt");

  private static final Set<String> OF_EVERY_OBJECT = Set.of("equals", "hashCode", "toString");

  @Test
  void is_as_it_was_approved() throws IOException {
    String api =
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.switchback")
                .stream()
                .filter(type -> !type.getPackageName().startsWith("dev.switchback.internal"))
                .map(JavaClass::reflect)
                .filter(PublicApiTest::isVisible)
                .sorted(Comparator.comparing(Class::getName))
                .map(PublicApiTest::describe)
                .collect(joining("\n"));
    if (Boolean.getBoolean("switchback.test.approve")) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, api);
    }

    assertThat(api).isEqualTo(Files.readString(PAGE));
  }

  private static boolean isVisible(Class<?> type) {
    Class<?> outer = type.getDeclaringClass();
    return isVisible(type.getModifiers()) && (outer == null || isVisible(outer));
  }

  private static boolean isVisible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static String describe(Class<?> type) {
    Stream<String> parents =
        Stream.concat(
                Stream.ofNullable(type.getGenericSuperclass()),
                Stream.of(type.getGenericInterfaces()))
            .map(Type::getTypeName);
    Stream<Member> members =
        Stream.of(
                type.getDeclaredFields(), type.getDeclaredConstructors(), type.getDeclaredMethods())
            .flatMap(Stream::of);
    return members
        .filter(member -> isVisible(member.getModifiers()) && !member.isSynthetic())
        .filter(member -> !OF_EVERY_OBJECT.contains(member.getName()))
        .map(member -> "  " + describe(member) + "\n")
        .sorted()
        .collect(
            joining(
                "",
                "%s%s %s : %s\n"
                    .formatted(
                        modifiers(type.getModifiers() & ~Modifier.INTERFACE),
                        (type.isSealed() ? "sealed " : "") + kind(type),
                        type.getTypeName(),
                        parents.collect(joining(", "))),
                ""));
  }

  private static String kind(Class<?> type) {
    if (type.isInterface()) {
      return "interface";
    }
    return type.isRecord() ? "record" : type.isEnum() ? "enum" : "class";
  }

  private static String describe(Member member) {
    String modifiers = modifiers(member.getModifiers() & ~(Modifier.TRANSIENT | Modifier.VOLATILE));
    if (member instanceof Field field) {
      return modifiers + field.getGenericType().getTypeName() + " " + field.getName();
    }
    Executable executable = (Executable) member;
    String result =
        executable instanceof Method method
            ? method.getGenericReturnType().getTypeName() + " " + method.getName()
            : ((Constructor<?>) executable).getDeclaringClass().getSimpleName();
    return modifiers
        + typeNames(executable.getTypeParameters(), "<", "> ")
        + result
        + typeNames(executable.getGenericParameterTypes(), "(", ")")
        + typeNames(executable.getGenericExceptionTypes(), " throws ", "");
  }

  private static String typeNames(Type[] types, String before, String after) {
    boolean isLeftOut = types.length == 0 && !before.equals("(");
    return isLeftOut
        ? ""
        : Stream.of(types).map(Type::getTypeName).collect(joining(", ", before, after));
  }

  private static String modifiers(int modifiers) {
    return modifiers == 0
        ? ""
        : Modifier.toString(modifiers & ~Modifier.PUBLIC).concat(" ").stripLeading();
  }
}
