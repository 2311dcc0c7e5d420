#include "client/cli/concern_walk.h"

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <filesystem>

#include "client/cli/credentials.h"
#include "client/cli/files.h"
#include "client/cli/show_concerns.h"
#include "client/core/roster.h"
#include "crypto/protocol/text.h"

namespace sotto::client::cli {
namespace {

using protocol::Step;
using protocol::StepAnswer;
using protocol::StepChoice;
using protocol::StepField;
using protocol::StepKind;
using protocol::Steps;

constexpr std::size_t kPublicFileMax = 64 << 20;
constexpr const char* kNoFiles =
    "There are no questions yet: visit once with --public and the name of a folder, as with "
    "\"sotto "
    "visit\". They are kept there, the same for everybody, so that nobody outside sees when you "
    "read them. Or give --answers.";

Bytes* place_of(PublicFiles& files, std::size_t i) {
  Bytes* const places[] = {&files.checkpoint, &files.log, &files.policy, &files.directory};
  return places[i];
}

// As browsers count, and as the steps' limits are meant.
std::size_t utf16_units(std::string_view text) {
  std::size_t units = 0;
  for (const char c : text) {
    const auto byte = static_cast<std::uint8_t>(c);
    if ((byte & 0xc0) != 0x80) units += byte >= 0xf0 ? 2 : 1;
  }
  return units;
}

// "2", "1 3": small numbers, each once; nullopt for anything else.
std::optional<std::vector<std::uint8_t>> numbers_in(std::string_view text) {
  std::vector<std::uint8_t> out;
  while (!text.empty()) {
    if (text.front() == ' ' || text.front() == ',') {
      text.remove_prefix(1);
      continue;
    }
    std::uint8_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || std::ranges::find(out, number) != out.end()) return std::nullopt;
    out.push_back(number);
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  }
  return out;
}

class Walk {
 public:
  Walk(Terminal& terminal, const PublicView& everybody)
      : terminal_(terminal), everybody_(everybody), steps_(*everybody.policy().concern_steps) {}

  std::optional<ConcernDraft> run() {
    std::uint8_t at = 0;
    for (;;) {
      const Step& step = steps_.steps[at];
      show(step);
      const auto code = answer(step);
      if (!code) return std::nullopt;
      if (step.kind == StepKind::kCheck) break;
      const auto next = steps_.after({at, *code});
      if (!next) return std::nullopt;
      draft_.answers.push_back({at, *code});
      // The one way back, from a stop to its question, which is asked anew.
      if (*next <= at) forget_from(*next);
      at = *next;
    }
    draft_.answers.push_back({at, 1});
    const Hash256 hash = steps_.hash();
    draft_.steps = to_array(FixedView<32>(hash).first<16>());
    return std::move(draft_);
  }

 private:
  void forget_from(std::uint8_t step) {
    std::erase_if(draft_.answers, [&](const CodedAnswer& each) { return each.step >= step; });
  }

  void show(const Step& step) {
    terminal_.line("");
    print_telephones(terminal_, everybody_.policy());
    terminal_.line(for_screen(step.question));
    paragraphs(step.help);
  }
  void paragraphs(std::string_view text) {
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      terminal_.line(for_screen(text.substr(0, end)));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  }
  void list(const std::vector<StepChoice>& choices) {
    for (const StepChoice& each : choices) {
      terminal_.line("  " + std::to_string(each.code) + "  " + for_screen(each.label));
    }
  }

  std::optional<std::uint8_t> answer(const Step& step) {
    switch (step.kind) {
      case StepKind::kChoice:
        return one_of(step, "The number of your answer; nothing stops here:");
      case StepKind::kTicks:
        return all_of(step);
      case StepKind::kRecipients:
        return recipients(step);
      case StepKind::kTexts:
        return texts(step);
      case StepKind::kInterruption:
        if (step.choices.empty()) return std::nullopt;
        return one_of(step, "This stops here. Only if you want to go on all the same, the number:");
      case StepKind::kTelephone:
        return std::nullopt;
      case StepKind::kCheck:
        return sealing();
    }
    return std::nullopt;
  }

  std::optional<std::uint8_t> one_of(const Step& step, std::string_view prompt) {
    list(step.choices);
    for (;;) {
      const auto typed = terminal_.ask(prompt);
      if (!typed || typed->empty()) return std::nullopt;
      const auto numbers = numbers_in(*typed);
      if (numbers && numbers->size() == 1 &&
          std::ranges::find(step.choices, numbers->front(), &StepChoice::code) !=
              step.choices.end()) {
        return numbers->front();
      }
      terminal_.problem("That is none of the numbers.");
    }
  }

  // Whoever has not done one of these has something to do first.
  std::optional<std::uint8_t> all_of(const Step& step) {
    std::uint8_t bits = 0;
    for (const StepChoice& each : step.choices) {
      terminal_.line("  " + for_screen(each.label));
      const auto typed = terminal_.ask("\"yes\", or nothing to stop here:");
      if (!typed || *typed != "yes") return std::nullopt;
      bits = static_cast<std::uint8_t>(bits | 1u << (each.code - 1));
    }
    return bits;
  }

  std::optional<std::uint8_t> recipients(const Step& step) {
    for (const auto& [place, recipient] : everybody_.log().recipients()) {
      terminal_.line("  " + std::to_string(place + 1) + "  " + for_screen(recipient.title) +
                     " (key: " + spelt(six_words(recipient.signing_key)) + ")");
    }
    for (const StepChoice& each : step.choices) {
      terminal_.line("  Or, outside: " + for_screen(each.label));
      paragraphs(steps_.steps[each.next].help);
    }
    const std::size_t quorum = everybody_.policy().concern_quorum;
    for (;;) {
      const auto typed = terminal_.ask("The numbers of all who shall read it; nothing stops here:");
      if (!typed || typed->empty()) return std::nullopt;
      const auto numbers = numbers_in(*typed);
      const auto is_there = [&](std::uint8_t number) {
        return number > 0 &&
               everybody_.log().recipients().contains(static_cast<std::uint8_t>(number - 1));
      };
      if (numbers && numbers->size() >= quorum && std::ranges::all_of(*numbers, is_there)) {
        return tick(*numbers);
      }
      terminal_.problem("It takes " + std::to_string(quorum) +
                        " or more of those who stand here, each once.");
    }
  }
  std::uint8_t tick(const std::vector<std::uint8_t>& numbers) {
    std::uint8_t bits = 0;
    draft_.recipients.clear();
    for (const std::uint8_t number : numbers) {
      draft_.recipients.push_back(static_cast<std::uint8_t>(number - 1));
      bits = static_cast<std::uint8_t>(bits | 1u << (number - 1));
    }
    std::ranges::sort(draft_.recipients);
    return bits;
  }

  // Whether an answer means that the recipient must know who it is.
  bool is_named() const {
    return std::ranges::any_of(draft_.answers, [&](const CodedAnswer& answer) {
      return std::ranges::any_of(steps_.steps[answer.step].choices, [&](const StepChoice& each) {
        return each.code == answer.code && each.meaning == protocol::Meaning::kNamed;
      });
    });
  }
  std::optional<std::uint8_t> texts(const Step& step) {
    for (;;) {
      draft_.fields.clear();
      std::size_t units = 0;
      std::size_t bytes = 0;
      for (std::size_t i = 0; i < step.fields.size(); ++i) {
        if (step.fields[i].named && !is_named()) continue;
        auto text = field(step.fields[i]);
        if (!text) return std::nullopt;
        if (text->empty()) continue;
        units += utf16_units(*text);
        bytes += text->size();
        draft_.fields.push_back({static_cast<std::uint8_t>(i), std::move(*text)});
      }
      if (!draft_.fields.empty() && units <= protocol::kConcernCharacters) {
        return protocol::length_band(bytes);
      }
      terminal_.problem("Something has to be said, in at most " +
                        std::to_string(protocol::kConcernCharacters) + " characters in all.");
    }
  }
  std::optional<std::string> field(const StepField& of) {
    terminal_.line("  " + for_screen(of.label));
    paragraphs(of.help);
    for (;;) {
      auto typed = terminal_.ask("In one line, at most " + std::to_string(of.max) +
                                 " characters; nothing leaves it out:");
      if (!typed || (protocol::is_plain_text(*typed) && utf16_units(*typed) <= of.max)) {
        return typed;
      }
      terminal_.problem("That is too long, or no plain text.");
    }
  }

  std::optional<std::uint8_t> sealing() {
    for (const CodedAnswer& each : draft_.answers) {
      const Step& step = steps_.steps[each.step];
      if (step.kind != StepKind::kChoice) continue;
      const auto choice = std::ranges::find(step.choices, each.code, &StepChoice::code);
      terminal_.line("  " + for_screen(step.question) + " " + for_screen(choice->label));
    }
    for (const std::uint8_t place : draft_.recipients) {
      const auto recipient = everybody_.log().recipients().find(place);
      terminal_.line("  For: " + for_screen(recipient->second.title));
    }
    for (const ConcernField& each : draft_.fields) terminal_.line("  " + for_screen(each.text));
    const auto typed = terminal_.ask("\"seal\" seals it; nothing stops here:");
    if (!typed || *typed != "seal") return std::nullopt;
    return 1;
  }

  Terminal& terminal_;
  const PublicView& everybody_;
  const Steps& steps_;
  ConcernDraft draft_;
};

}  // namespace

bool keep_public(const std::string& folder, const PublicFiles& files) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  PublicFiles copy = files;
  for (std::size_t i = 0; i < kPublicPaths.size(); ++i) {
    const std::string path = folder + kPublicPaths[i];
    const std::string fresh = path + ".new";
    ::unlink(fresh.c_str());
    if (!write_private(fresh, *place_of(copy, i)) ||
        std::rename(fresh.c_str(), path.c_str()) != 0) {
      return false;
    }
  }
  return true;
}

std::expected<PublicView, Exit> kept_public(Terminal& terminal, const std::string& folder,
                                            const std::optional<Hash256>& genesis,
                                            protocol::UnixTime now) {
  PublicFiles files;
  for (std::size_t i = 0; i < kPublicPaths.size(); ++i) {
    const auto file = read_file(folder + kPublicPaths[i], kPublicFileMax);
    if (!file) {
      terminal.problem(kNoFiles);
      return std::unexpected(Exit::kUsage);
    }
    *place_of(files, i) = to_bytes(file->expose());
  }
  const auto first = genesis ? genesis : genesis_hash(files.log);
  const auto policy = protocol::Policy::parse(files.policy);
  if (!first || !policy) {
    terminal.problem(kNoFiles);
    return std::unexpected(Exit::kUsage);
  }
  // Where they came from was compared when they were fetched.
  auto view = PublicView::check_uncosigned(files, {to_bytes(*first), policy->relay}, now);
  if (view) return std::move(*view);
  terminal.problem("The questions in " + folder +
                   " are not of these days, or not this scheme's. Visit once with --public; until "
                   "then telephone, or give --answers.");
  return std::unexpected(Exit::kUsage);
}

std::optional<ConcernDraft> walk_concern(Terminal& terminal, const PublicView& everybody) {
  auto draft = Walk(terminal, everybody).run();
  if (!draft) terminal.line("It stops here. Nothing was kept, and nothing was sent.");
  return draft;
}

}  // namespace sotto::client::cli
