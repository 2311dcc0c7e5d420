#include "client/core/near_peer/agreement.h"

#include <array>

#include "client/core/near_peer/application.h"
#include "crypto/base/wire.h"
#include "crypto/protocol/text.h"

namespace sotto::client {
namespace {

constexpr std::string_view kLabel = "sotto/v1/agreement";
constexpr std::size_t kMeansValueMax = 120;
constexpr std::array<std::string_view, 6> kMeansInWords{
    "in this service", "telephone", "personal e-mail", "work e-mail", "pager", "Teams"};

bool is_line(std::string_view text, std::size_t max) {
  return text.size() <= max && protocol::is_plain_text(text);
}

bool is_means(protocol::Means means) {
  const auto code = static_cast<std::size_t>(means);
  return code >= 1 && code <= kMeansInWords.size();
}

Bytes message(const Agreement& of, std::string_view origin, const Hash256& genesis) {
  return concat({genesis, as_bytes(of.canonical_text(origin))});
}

std::string signed_line(const std::optional<Signature>& signature) {
  return signature ? to_hex(*signature) : std::string(40, '_');
}

}  // namespace

const char* Agreement::problem() const {
  if (number == 0) return "the number is at least 1";
  if (!is_person_name(supportee)) return "the supportee's name is 1 to 80 bytes";
  if (!is_person_name(supporter)) return "the supporter's name is 1 to 80 bytes";
  if (start > end) return "it ends before it begins";
  if (end > protocol::kLastDate) return "the end is behind the year 9999";
  if (!is_line(how_often, kShortMax)) return "how often you plan to meet: at most 200 bytes";
  if (!is_line(where, kShortMax)) return "when and where: at most 200 bytes";
  if (!is_means(means) || !is_line(means_value, kMeansValueMax)) {
    return "the preferred method of communication: one of the list, and at most 120 bytes";
  }
  if (!is_line(gain, kLongMax)) return "what you both wish to gain: at most 500 bytes";
  if (!is_line(notes, kLongMax)) return "further notes: at most 500 bytes";
  if (supportee_key == supporter_key) return "one key cannot sign for both";
  return nullptr;
}

std::string Agreement::canonical_text(std::string_view origin) const {
  if (problem() != nullptr) panic("agreement: with a problem");
  std::string out = "Near-peer support agreement, number " + std::to_string(number);
  const auto line = [&](std::string_view name, std::string_view value) {
    out.append("\n").append(name).append(": ").append(value.empty() ? "not provided" : value);
  };
  line("Scheme", origin);
  line("1. Supportee", supportee);
  line("2. Supporter", supporter);
  line("3. Start date", protocol::date_text(start));
  line("4. Estimated end date", protocol::date_text(end));
  line("5. How often and for how long we plan to meet", how_often);
  line("6. When and where", where);
  std::string method(kMeansInWords[static_cast<std::size_t>(means) - 1]);
  if (!means_value.empty()) method += ", " + means_value;
  line("7. Preferred method of communication", method);
  line("8. Confidentiality", kConfidentialityClause);
  line("9. What we both wish to gain", gain);
  line("10. Further notes or comments", notes);
  line("Key of the supportee", to_hex(supportee_key));
  line("Key of the supporter", to_hex(supporter_key));
  return out + "\n";
}

Bytes Agreement::encode() const {
  if (problem() != nullptr) panic("agreement: with a problem");
  Writer out;
  out.u32(number).text16(supportee).text16(supporter).u32(start).u32(end);
  out.text16(how_often).text16(where).u8(static_cast<std::uint8_t>(means)).text16(means_value);
  out.text16(gain).text16(notes).bytes(supportee_key).bytes(supporter_key);
  return out.take();
}

std::optional<Agreement> Agreement::parse(ByteView wire) {
  Reader in(wire);
  Agreement out;
  std::uint8_t means = 0;
  if (!in.u32(out.number) || !in.text16(out.supportee) || !in.text16(out.supporter) ||
      !in.u32(out.start) || !in.u32(out.end) || !in.text16(out.how_often) ||
      !in.text16(out.where) || !in.u8(means) || !in.text16(out.means_value) ||
      !in.text16(out.gain) || !in.text16(out.notes) || !in.fixed(out.supportee_key) ||
      !in.fixed(out.supporter_key) || !in.done()) {
    return std::nullopt;
  }
  out.means = static_cast<protocol::Means>(means);
  if (out.problem() != nullptr) return std::nullopt;
  return out;
}

bool SignedAgreement::sign_as(Side side, const SigningKey& key, std::string_view origin,
                              const Hash256& genesis) {
  const bool first = side == Side::kSupportee;
  if (key.public_key != (first ? agreement.supportee_key : agreement.supporter_key)) return false;
  (first ? supportee : supporter) = sign(key, kLabel, message(agreement, origin, genesis));
  return true;
}

bool SignedAgreement::is_whole(std::string_view origin, const Hash256& genesis) const {
  if (agreement.problem() != nullptr || !supportee || !supporter) return false;
  const Bytes signed_bytes = message(agreement, origin, genesis);
  return verify(agreement.supportee_key, kLabel, signed_bytes, *supportee) &&
         verify(agreement.supporter_key, kLabel, signed_bytes, *supporter);
}

std::string SignedAgreement::printable(std::string_view origin) const {
  return agreement.canonical_text(origin) + "11. Signed (supportee): " + signed_line(supportee) +
         "\n12. Signed (supporter): " + signed_line(supporter) + "\n";
}

}  // namespace sotto::client
