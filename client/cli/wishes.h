#pragma once
// What a person asks for in a visit, as it is typed: "accept 1", "offer 1 '2026-12-01T17:00 Room
// 3'". The form is checked before anything is fetched; names and local times become an intent once
// the locker is open.

#include <expected>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "client/core/visit.h"

namespace sotto::client::cli {

enum class Verb {
  kEnquire,
  kChoose,
  kHeld,
  kEnd,
  kAccept,
  kCannot,
  kOffer,
  kBlock,
  kPause,
  kResume,
};

struct Wish {
  Verb verb{};
  std::uint32_t engagement = 0;
  std::uint8_t slot = 0;
  std::string supporter;  // a name as listed, or an id in hex
  protocol::Means means{};
  std::string value;                                       // asked for, never an argument
  std::vector<std::pair<std::string, std::string>> slots;  // local time, place
};

// Words of one line; single or double quotes keep spaces. nullopt for a quote without its other
// half.
std::optional<std::vector<std::string>> split_line(std::string_view line);

// enquire SUPPORTER MEANS | choose ENGAGEMENT SLOT | offer ENGAGEMENT "TIME PLACE"… | pause |
// resume | accept, cannot, held, end, block ENGAGEMENT. The error says what the form is.
std::expected<Wish, std::string> parse_wish(const std::vector<std::string>& words);
std::expected<Wish, std::string> parse_wish(std::string_view line);

// For an opened visit. The error is a sentence.
std::expected<Intent, std::string> resolve(const Wish& wish, const Visit& visit);
// The same with what it needs of a visit.
std::expected<Intent, std::string> resolve(const Wish& wish,
                                           const std::vector<SupporterView>& directory,
                                           const std::string& zone);

// The value of a field, empty when there is none.
std::string field(const protocol::ListingText& listing, std::string_view key);

}  // namespace sotto::client::cli
