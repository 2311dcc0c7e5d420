#pragma once
// Trustees of the figures as real processes.

#include <string>

#include "tests/story/processes.h"

namespace sotto::testing {

// People with words of their own, by number.
class TrusteePeople {
 public:
  explicit TrusteePeople(Processes& run) : run_(run) {}

  static std::string name(int number) { return "trustee-" + std::to_string(number); }

  // Makes their words and asks for a place, from 1; both leads sign after hearing the six words.
  void appoint(int number, int place) {
    const std::string file = run_.home() / (name(number) + ".hex");
    const auto proposed =
        run_.must(name(number), {"trustee", "propose", std::to_string(place), "--title",
                                 "Trustee " + std::to_string(number), "--out", file, "--words-out",
                                 (run_.home() / (name(number) + ".words")).string()});
    for (const std::string lead : {"lead-1", "lead-2"}) {
      const std::string key = (run_.home() / (lead + ".key")).string();
      run_.must(lead, {"lead", "add-trustee", file, "--key", key},
                text_at(proposed, "six_words") + "\n");
    }
  }
  boost::json::value visit(int number) { return run_.must(name(number), {"trustee", "visit"}); }

 private:
  Processes& run_;
};

}  // namespace sotto::testing
