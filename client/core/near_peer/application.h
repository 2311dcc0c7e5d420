#pragma once
// What somebody sends to the programme director to become a near-peer supporter: the fields of the
// implementation guide and no others (docs/spec/near-peer.md, "Application").

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/base/bytes.h"

namespace sotto::client {

inline constexpr std::size_t kPersonNameMax = 80;      // bytes
inline constexpr std::size_t kEmailMax = 100;          // bytes
inline constexpr std::size_t kCharacteristicsMax = 8;  // of one person; client/allocate's limit
inline constexpr std::size_t kCharacteristicMax = 40;  // bytes

// 1 to 80 bytes of plain text without blanks around it.
bool is_person_name(std::string_view text);
// "a.name@hospital.example": one @, no blanks, at most 100 bytes.
bool is_email(std::string_view text);
bool same_email(std::string_view a, std::string_view b);  // whatever their case
// At most 8 in their own words, 1 to 40 bytes each, none twice.
bool are_characteristics(const std::vector<std::string>& words);

// What two people mean by the same words: lower case (ASCII), single blanks. Nothing is inferred.
std::string folded(std::string_view words);

// DO NOT CHANGE THE NUMBERS: they are on the wire.
enum class Supervisor : std::uint8_t {
  kEducational = 1,
  kAppraiser = 2,         // of a doctor without an educational supervisor
  kMedicalEducation = 3,  // the director of medical education, likewise
};
enum class Declaration : std::uint8_t {
  kDiscussed = 1,  // with the educational supervisor
  kToBeTold = 2,   // the appraiser or the director of medical education is to be told
};
enum class Module : std::uint8_t { kDone = 1, kPlanned = 2, kNotYet = 3 };

struct Application {
  std::string name, email;
  Supervisor supervisor{};
  std::string supervisor_name, supervisor_email;
  Declaration declaration{};
  std::vector<std::string> matched_on;  // would be happy to be matched on; empty: nothing said
  Module module = Module::kNotYet;      // e-learning: recommended, never required

  // The first thing that is wrong, for the person who wrote it; nullptr when nothing is.
  const char* problem() const;
  Bytes encode() const;  // without a problem only; at most 742 bytes
  static std::optional<Application> parse(ByteView wire);
};

}  // namespace sotto::client
