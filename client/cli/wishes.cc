#include "client/cli/wishes.h"

#include <array>
#include <charconv>

#include "client/cli/texts.h"
#include "client/cli/zone.h"
#include "crypto/base/panic.h"

namespace sotto::client::cli {
namespace {

struct Form {
  std::string_view word;
  Verb verb;
  std::size_t min, max;  // words behind the first
  std::string_view form;
};
constexpr std::array<Form, 10> kWishForms = {{
    {"enquire", Verb::kEnquire, 2, 2, "enquire SUPPORTER MEANS"},
    {"choose", Verb::kChoose, 2, 2, "choose ENGAGEMENT SLOT"},
    {"held", Verb::kHeld, 1, 1, "held ENGAGEMENT"},
    {"end", Verb::kEnd, 1, 1, "end ENGAGEMENT"},
    {"accept", Verb::kAccept, 1, 1, "accept ENGAGEMENT"},
    {"cannot", Verb::kCannot, 1, 1, "cannot ENGAGEMENT"},
    {"offer", Verb::kOffer, 2, 1 + protocol::kSlotsMax, "offer ENGAGEMENT \"TIME PLACE\" …"},
    {"block", Verb::kBlock, 1, 1, "block ENGAGEMENT"},
    {"pause", Verb::kPause, 0, 0, "pause"},
    {"resume", Verb::kResume, 0, 0, "resume"},
}};

template <class Number>
bool parse_number(std::string_view text, Number& out) {
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), out);
  return problem == std::errc() && end == text.data() + text.size();
}

std::optional<std::pair<std::string, std::string>> parse_slot(std::string_view text) {
  constexpr std::size_t kTime = 16;  // YYYY-MM-DDTHH:MM
  const std::string_view time = text.substr(0, kTime);
  if (!is_local_time(time)) return std::nullopt;
  std::string_view place = text.substr(time.size());
  if (!place.empty() && !place.starts_with(' ')) return std::nullopt;
  while (place.starts_with(' ')) place.remove_prefix(1);
  return std::pair(std::string(time), std::string(place));
}

std::expected<protocol::SupporterId, std::string> find_supporter(
    const std::string& typed, const std::vector<SupporterView>& directory) {
  std::optional<protocol::SupporterId> found;
  for (const SupporterView& supporter : directory) {
    if (to_hex(supporter.id) == typed) return supporter.id;
    if (field(supporter.text, "name") != typed) continue;
    if (found) {
      return std::unexpected(
          "Two supporters have this name. \"sotto show --directory --json\" has their ids; use "
          "one.");
    }
    found = supporter.id;
  }
  if (!found) return std::unexpected(std::string(text(IntentRefusal::kNoSuchSupporter)));
  return *found;
}

std::expected<Intent, std::string> resolve_offer(const Wish& wish, const std::string& zone) {
  intent::Offer offer{.engagement = wish.engagement, .slots = {}};
  for (const auto& [local, place] : wish.slots) {
    const auto start = to_utc(local, zone);
    if (!start) return std::unexpected(std::string(text(start.error())));
    offer.slots.push_back({.start = *start, .place = place});
  }
  return offer;
}

}  // namespace

std::optional<std::vector<std::string>> split_line(std::string_view line) {
  std::vector<std::string> out;
  std::optional<std::string> word;
  char quote = 0;
  for (char c : line) {
    if (quote != 0 && c == quote) {
      quote = 0;
    } else if (quote == 0 && (c == '"' || c == '\'')) {
      quote = c;
      if (!word) word.emplace();
    } else if (quote == 0 && c == ' ') {
      if (word) out.push_back(std::move(*word));
      word.reset();
    } else {
      if (!word) word.emplace();
      word->push_back(c);
    }
  }
  if (quote != 0) return std::nullopt;
  if (word) out.push_back(std::move(*word));
  return out;
}

std::expected<Wish, std::string> parse_wish(const std::vector<std::string>& words) {
  const Form* form = nullptr;
  for (const Form& known : kWishForms) {
    if (!words.empty() && words.front() == known.word) form = &known;
  }
  if (form == nullptr) {
    return std::unexpected(
        "A visit can do these: enquire, choose, held, end, accept, cannot, offer, block, pause, "
        "resume.");
  }
  const std::string usage = "The form is: " + std::string(form->form);
  const std::size_t count = words.size() - 1;
  if (count < form->min || count > form->max) return std::unexpected(usage);

  Wish out;
  out.verb = form->verb;
  if (form->verb == Verb::kEnquire) {
    const auto means = means_of(words[2]);
    if (!means) {
      return std::unexpected(
          "A means of contact is one of: in-service, phone, personal-email, work-email, pager, "
          "teams.");
    }
    out.supporter = words[1];
    out.means = *means;
    return out;
  }
  if (count > 0 && !parse_number(words[1], out.engagement)) return std::unexpected(usage);
  if (form->verb == Verb::kChoose && !parse_number(words[2], out.slot)) {
    return std::unexpected(usage);
  }
  if (form->verb == Verb::kOffer) {
    for (std::size_t i = 2; i < words.size(); ++i) {
      auto slot = parse_slot(words[i]);
      if (!slot) return std::unexpected(std::string(text(ZoneProblem::kNotATime)));
      out.slots.push_back(std::move(*slot));
    }
  }
  return out;
}

std::expected<Wish, std::string> parse_wish(std::string_view line) {
  const auto words = split_line(line);
  if (!words) return std::unexpected("A quotation mark has no other half.");
  return parse_wish(*words);
}

std::expected<Intent, std::string> resolve(const Wish& wish, const Visit& visit) {
  return resolve(wish, visit.directory(), visit.policy().time_zone);
}

std::expected<Intent, std::string> resolve(const Wish& wish,
                                           const std::vector<SupporterView>& directory,
                                           const std::string& zone) {
  switch (wish.verb) {
    case Verb::kEnquire: {
      const auto supporter = find_supporter(wish.supporter, directory);
      if (!supporter) return std::unexpected(supporter.error());
      return intent::Enquire{*supporter, wish.means, wish.value};
    }
    case Verb::kChoose:
      return intent::Choose{wish.engagement, wish.slot};
    case Verb::kHeld:
      return intent::Held{wish.engagement};
    case Verb::kEnd:
      return intent::End{wish.engagement};
    case Verb::kAccept:
      return intent::Accept{wish.engagement};
    case Verb::kCannot:
      return intent::Cannot{wish.engagement};
    case Verb::kOffer:
      return resolve_offer(wish, zone);
    case Verb::kBlock:
      return intent::EndAndBlock{wish.engagement};
    case Verb::kPause:
      return intent::Pause{true};
    case Verb::kResume:
      return intent::Pause{false};
  }
  panic("wishes: not a verb");
}

std::string field(const protocol::ListingText& listing, std::string_view key) {
  for (const auto& [known, value] : listing.fields) {
    if (known == key) return value;
  }
  return {};
}

}  // namespace sotto::client::cli
