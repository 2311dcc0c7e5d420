#include "client/core/near_peer/application.h"

#include <algorithm>

#include "crypto/base/wire.h"
#include "crypto/protocol/fields.h"
#include "crypto/protocol/text.h"

namespace sotto::client {
namespace {

using protocol::read_enum;

constexpr std::size_t kEncodedMax = 742;  // what fits one letter
static_assert(2 * (2 + kPersonNameMax) + 2 * (2 + kEmailMax) + 4 +
                  kCharacteristicsMax * (2 + kCharacteristicMax) <=
              kEncodedMax);

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

bool is_person_name(std::string_view text) {
  return !text.empty() && text.size() <= kPersonNameMax && protocol::is_plain_text(text) &&
         !text.starts_with(' ') && !text.ends_with(' ');
}

bool is_email(std::string_view text) {
  const std::size_t at = text.find('@');
  return text.size() <= kEmailMax && at != std::string_view::npos && at > 0 &&
         at + 1 < text.size() && text.find('@', at + 1) == std::string_view::npos &&
         text.find_first_of(" ,;<>()\"") == std::string_view::npos && protocol::is_plain_text(text);
}

bool same_email(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, lower, lower);
}

std::string folded(std::string_view words) {
  std::string out;
  for (const char c : words) {
    if (c == ' ' && (out.empty() || out.back() == ' ')) continue;
    out += lower(c);
  }
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

bool are_characteristics(const std::vector<std::string>& words) {
  if (words.size() > kCharacteristicsMax) return false;
  std::vector<std::string> seen;
  for (const std::string& each : words) {
    if (each.size() > kCharacteristicMax || !protocol::is_plain_text(each)) return false;
    seen.push_back(folded(each));
    if (seen.back().empty() ||
        std::find(seen.begin(), seen.end() - 1, seen.back()) != seen.end() - 1) {
      return false;
    }
  }
  return true;
}

const char* Application::problem() const {
  if (!is_person_name(name)) return "the name is 1 to 80 bytes of plain text";
  if (!is_email(email)) return "the e-mail address is none";
  if (!is_person_name(supervisor_name)) return "the supervisor's name is 1 to 80 bytes";
  if (!is_email(supervisor_email)) return "the supervisor's e-mail address is none";
  if ((supervisor == Supervisor::kEducational) != (declaration == Declaration::kDiscussed)) {
    return "who has an educational supervisor has discussed it with them; for everybody else the "
           "appraiser or the director of medical education is to be told";
  }
  if (!are_characteristics(matched_on)) {
    return "characteristics are at most 8, each 1 to 40 bytes and none twice";
  }
  return nullptr;
}

Bytes Application::encode() const {
  if (problem() != nullptr) panic("application: with a problem");
  Writer out;
  out.text16(name).text16(email).u8(static_cast<std::uint8_t>(supervisor));
  out.text16(supervisor_name).text16(supervisor_email);
  out.u8(static_cast<std::uint8_t>(declaration));
  out.u8(static_cast<std::uint8_t>(matched_on.size()));
  for (const std::string& each : matched_on) out.text16(each);
  out.u8(static_cast<std::uint8_t>(module));
  return out.take();
}

std::optional<Application> Application::parse(ByteView wire) {
  Reader in(wire);
  Application out;
  std::uint8_t count = 0;
  if (!in.text16(out.name) || !in.text16(out.email) ||
      !read_enum(in, Supervisor::kMedicalEducation, out.supervisor) ||
      !in.text16(out.supervisor_name) || !in.text16(out.supervisor_email) ||
      !read_enum(in, Declaration::kToBeTold, out.declaration) || !in.u8(count)) {
    return std::nullopt;
  }
  out.matched_on.resize(count);
  for (std::string& each : out.matched_on) {
    if (!in.text16(each)) return std::nullopt;
  }
  if (!read_enum(in, Module::kNotYet, out.module) || !in.done() || out.problem() != nullptr) {
    return std::nullopt;
  }
  return out;
}

}  // namespace sotto::client
