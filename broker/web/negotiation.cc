#include "broker/web/negotiation.h"

#include <algorithm>
#include <optional>

namespace sotto::broker::web {
namespace {

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, lower, lower);
}

// Up to the separator, trimmed; that and the separator go.
std::string_view take(std::string_view& text, char separator) {
  const std::size_t end = std::min(text.find(separator), text.size());
  const std::string_view out = trim(text.substr(0, end));
  text.remove_prefix(std::min(end + 1, text.size()));
  return out;
}

// "q=0.5" → whether it is more than nothing; nullopt: not a weight (RFC 9110 section 12.4.2).
std::optional<bool> weight(std::string_view text) {
  if (text.size() < 3 || text.size() > 7 || lower(text[0]) != 'q' || text[1] != '=') {
    return std::nullopt;
  }
  const std::string_view number = text.substr(2);
  const std::string_view digits = number.size() > 1 ? number.substr(2) : std::string_view();
  if ((number[0] != '0' && number[0] != '1') || (number.size() > 1 && number[1] != '.')) {
    return std::nullopt;
  }
  const auto within = [&](char c) { return c >= '0' && c <= (number[0] == '1' ? '0' : '9'); };
  if (!std::ranges::all_of(digits, within)) return std::nullopt;
  return number[0] == '1' || std::ranges::any_of(digits, [](char c) { return c != '0'; });
}

}  // namespace

bool accepts(std::string_view accept_encoding, std::string_view coding) {
  std::optional<bool> named;
  bool any = false;
  while (!accept_encoding.empty()) {
    std::string_view element = take(accept_encoding, ',');
    if (element.empty()) continue;
    const std::string_view name = take(element, ';');
    const std::optional<bool> wanted = element.empty() ? true : weight(trim(element));
    if (!wanted || name.empty()) return false;
    if (same(name, coding)) named = *wanted;
    if (name == "*") any = *wanted;
  }
  return named.value_or(any);
}

}  // namespace sotto::broker::web
