package dev.muster.permission.program.profiles;

import org.jspecify.annotations.Nullable;

/** The texts of all profiles, those of the programs that are run most often first. */
public final class ProfileTexts {
  private ProfileTexts() {}

  /** One text, or {@code null} where there are no more; counted from 0. */
  public static @Nullable String text(int index) {
    return switch (index) {
      case 0 -> ListingProfiles.text();
      case 1 -> SearchProfiles.text();
      case 2 -> GitReadingProfiles.text();
      case 3 -> TextProfiles.text();
      case 4 -> ShellProfiles.text();
      case 5 -> GitListingProfiles.text();
      case 6 -> ChangeProfiles.text();
      case 7 -> WrapperProfiles.text();
      case 8 -> DeveloperProfiles.text();
      case 9 -> MachineProfiles.text();
      case 10 -> GitChangingProfiles.text();
      case 11 -> NetworkProfiles.text();
      case 12 -> ArchiveProfiles.text();
      case 13 -> SystemProfiles.text();
      default -> null;
    };
  }
}
