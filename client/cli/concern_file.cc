#include "client/cli/concern_file.h"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

namespace sotto::client::cli {
namespace {

namespace json = boost::json;

std::unexpected<std::string> wrong(const char* what) {
  return std::unexpected(std::string("This is not a file of a concern's answers: ") + what + ".");
}

std::optional<std::uint8_t> small(const json::value& value, std::uint8_t least) {
  const auto* const number = value.if_int64();
  if (number == nullptr || *number < least || *number > 255) return std::nullopt;
  return static_cast<std::uint8_t>(*number);
}

const json::array* list(const json::object& of, const char* name) {
  const json::value* const value = of.if_contains(name);
  return value != nullptr ? value->if_array() : nullptr;
}

bool read_steps(const json::object& of, StepsVersion& out) {
  const json::value* const value = of.if_contains("steps");
  if (value == nullptr) return true;
  const auto* const text = value->if_string();
  const auto bytes = text != nullptr ? from_hex(std::string_view(*text)) : std::nullopt;
  if (!bytes || bytes->size() != out.size()) return false;
  std::ranges::copy(*bytes, out.begin());
  return true;
}

bool read_answers(const json::object& of, std::vector<CodedAnswer>& out) {
  const json::array* const answers = list(of, "answers");
  if (answers == nullptr) return false;
  for (const json::value& each : *answers) {
    const auto* const pair = each.if_array();
    if (pair == nullptr || pair->size() != 2) return false;
    const auto step = small((*pair)[0], 0);
    const auto code = small((*pair)[1], 1);
    if (!step || !code) return false;
    out.push_back({*step, *code});
  }
  return true;
}

bool read_texts(const json::object& of, std::vector<ConcernField>& out) {
  const json::array* const texts = list(of, "texts");
  if (texts == nullptr || texts->size() > kConcernFieldsMax) return false;
  for (std::size_t i = 0; i < texts->size(); ++i) {
    const auto* const text = (*texts)[i].if_string();
    if (text == nullptr) return false;
    if (text->empty()) continue;
    out.push_back({static_cast<std::uint8_t>(i), std::string(text->begin(), text->end())});
  }
  return true;
}

bool read_recipients(const json::object& of, std::vector<std::uint8_t>& out) {
  const json::array* const places = list(of, "recipients");
  if (places == nullptr) return false;
  for (const json::value& each : *places) {
    const auto place = small(each, 1);
    if (!place) return false;
    out.push_back(static_cast<std::uint8_t>(*place - 1));
  }
  std::ranges::sort(out);
  return true;
}

}  // namespace

std::expected<ConcernDraft, std::string> parse_concern(ByteView file) {
  boost::system::error_code failed;
  const json::value value = json::parse(
      std::string_view(reinterpret_cast<const char*>(file.data()), file.size()), failed);
  const auto* const of = failed ? nullptr : value.if_object();
  if (of == nullptr) return wrong("it is one JSON object");
  ConcernDraft out;
  if (!read_steps(*of, out.steps)) return wrong("\"steps\" has 32 hex digits");
  if (!read_answers(*of, out.answers)) return wrong("\"answers\" is a list of [step, code]");
  if (!read_texts(*of, out.fields)) return wrong("\"texts\" is a list of at most eight texts");
  if (!read_recipients(*of, out.recipients)) {
    return wrong("\"recipients\" is a list of places, 1 to 8");
  }
  if (const json::value* const drill = of->if_contains("drill")) {
    if (!drill->is_bool()) return wrong("\"drill\" is true or false");
    out.drill = drill->as_bool();
  }
  if (!out.is_valid()) {
    return wrong("too many answers, too long a text, nobody ticked, or somebody twice");
  }
  return out;
}

}  // namespace sotto::client::cli
