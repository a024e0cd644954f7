package dev.muster.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SessionPlacesTest {

  @Test
  void projectNamesAreTheUsualOnes() {
    assertThat(SessionPlaces.projectName("/home/me/My_Project.v2/ä"))
        .isEqualTo("-home-me-My-Project-v2--");
    String longest = "/" + "a".repeat(199);
    assertThat(SessionPlaces.projectName(longest)).hasSize(200);
    String longer = longest + "/b";
    String other = longest + "/c";
    assertThat(SessionPlaces.projectName(longer))
        .startsWith("-" + "a".repeat(199) + "-")
        .hasSizeLessThanOrEqualTo(215)
        .isNotEqualTo(SessionPlaces.projectName(other));
  }

  @Test
  void idsAreUuids() {
    assertThat(SessionPlaces.isSessionId(Sessions.ID)).isTrue();
    assertThat(SessionPlaces.isSessionId("AAAAAAAA-2222-3333-4444-555555555555")).isTrue();
    for (String id :
        new String[] {
          "", "..", "11111111-2222-3333-4444-55555555555", "11111111/2222-3333-4444-555555555555"
        }) {
      assertThat(SessionPlaces.isSessionId(id)).as(id).isFalse();
    }
  }
}
