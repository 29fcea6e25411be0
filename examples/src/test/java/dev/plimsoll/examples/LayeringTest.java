package dev.plimsoll.examples;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.elements.ClassesShouldConjunction;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The arrows between the layers, and no others. */
class LayeringTest {

  /** A layer and the layers it may point at, itself left out. */
  record Layer(String name, List<String> mayUse) {

    @Override
    public String toString() {
      return name;
    }
  }

  private static final String HOUSE = "dev.plimsoll.";
  private static final List<String> GROUND = List.of("retention", "alert");

  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.plimsoll");

  /** One slice for each package; an internal one is the inner side of its parent. */
  private static final SliceAssignment PACKAGES =
      new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
          return SliceIdentifier.of(type.getPackageName().replaceFirst("[.]internal$", ""));
        }

        @Override
        public String getDescription() {
          return "packages";
        }
      };

  static Stream<Layer> layers() {
    return Stream.of(
        new Layer("retention", List.of()),
        new Layer("alert", List.of("retention")),
        new Layer("cache", GROUND),
        new Layer("queue", GROUND),
        new Layer("simulator", GROUND),
        new Layer("watch", GROUND),
        new Layer("external", List.of("retention", "alert", "cache")));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void a_layer_points_only_where_it_may(Layer layer) {
    String[] allowed =
        Stream.concat(Stream.of(layer.name()), layer.mayUse().stream())
            .map(name -> HOUSE + name + "..")
            .toArray(String[]::new);
    DescribedPredicate<JavaClass> elsewhere =
        resideInAnyPackage("dev.plimsoll..")
            .and(DescribedPredicate.not(resideInAnyPackage(allowed)));

    ClassesShouldConjunction rule =
        noClasses()
            .that()
            .resideInAPackage(HOUSE + layer.name() + "..")
            .should()
            .dependOnClassesThat(elsewhere);

    rule.allowEmptyShould(true).check(OURS);
  }

  @Test
  void no_packages_depend_on_each_other_in_a_circle() {
    slices().assignedFrom(PACKAGES).should().beFreeOfCycles().check(OURS);
  }

  @Test
  void the_house_is_looked_at_and_not_an_empty_folder() {
    assertThat(OURS)
        .extracting(JavaClass::getPackageName)
        .contains("dev.plimsoll.retention", "dev.plimsoll.alert", "dev.plimsoll.cache")
        .contains("dev.plimsoll.queue", "dev.plimsoll.simulator");
  }
}
