#pragma once
// Recipients of concerns and a supporter's answers, for tests with real processes.

#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "tests/story/processes.h"

namespace sotto::testing {

// Who is enrolled as a recipient gets this place; both leads sign after hearing the six words.
inline void appoint_recipient(Processes& run, const std::string& recipient, int place) {
  const auto proposed = run.must(recipient, {"recipient", "propose", std::to_string(place),
                                             "--title", "Clinical lead " + std::to_string(place)});
  for (const std::string lead : {"lead-1", "lead-2"}) {
    const std::string key = (run.home() / (lead + ".key")).string();
    const auto waiting = run.must(lead, {"lead", "proposals", "--key", key});
    const auto& proposal = waiting.at("proposals").at(0);
    EXPECT_EQ(text_at(proposal, "kind"), "recipient");
    run.must(lead, {"lead", "sign", text_at(proposal, "id"), "--key", key},
             text_at(proposed, "six_words") + "\n");
  }
}

// A file of answers to the steps of the demonstration's scheme, for these recipients ("1, 3").
inline std::string concern_answers(const Processes& run, const std::string& recipients,
                                   const std::string& risk) {
  const std::string path = run.home() / "answers.json";
  int ticked = 0;
  for (const char c : recipients) ticked |= c >= '1' && c <= '8' ? 1 << (c - '1') : 0;
  std::ofstream(path) << R"({"answers": [[0, 2], [2, 1], [5, 1], [6, 3], [8, 2], [9, 1], )"
                      << "[11, 63], [12, " << ticked << "], [14, 2], [15, 1], [16, 1], [17, 1]], "
                      << R"("texts": ["", ")" << risk << R"(", "", "Look at the rota."], )"
                      << R"("recipients": [)" << recipients << "]}";
  return path;
}

}  // namespace sotto::testing
