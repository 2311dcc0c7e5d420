#include "crypto/protocol/witnesses.h"

#include <algorithm>

#include "crypto/base/panic.h"
#include "crypto/tlog/lines.h"

namespace sotto::protocol {
namespace {

constexpr std::string_view kTls = "https://";
constexpr std::string_view kPlain = "http://";
constexpr std::size_t kUrlMax = 255;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || is_digit(c) || c == '.' || c == '-';
}

bool is_v6_character(char c) {
  return (c >= 'a' && c <= 'f') || is_digit(c) || c == ':';
}

bool is_path_character(char c) {
  constexpr std::string_view kOthers = "/-._~!$&'()*,;=:@";
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) ||
         kOthers.find(c) != std::string_view::npos;
}

bool is_loopback(std::string_view host) {
  const bool v4 = host.starts_with("127.") &&
                  std::ranges::all_of(host, [](char c) { return is_digit(c) || c == '.'; });
  return v4 || host == "::1" || host == "localhost";
}

bool take_host(std::string_view& text, std::string& host) {
  const bool bracketed = text.starts_with('[');
  if (bracketed) text.remove_prefix(1);
  const auto end = std::ranges::find_if_not(text, bracketed ? is_v6_character : is_name_character);
  host.assign(text.begin(), end);
  text.remove_prefix(host.size());
  if (!bracketed) return !host.empty();
  if (!text.starts_with(']')) return false;
  text.remove_prefix(1);
  return !host.empty();
}

bool take_port(std::string_view& text, std::string& port) {
  if (!text.starts_with(':')) return true;
  text.remove_prefix(1);
  const auto end = std::ranges::find_if_not(text, is_digit);
  port.assign(text.begin(), end);
  text.remove_prefix(port.size());
  const auto number = tlog::parse_decimal(port);
  return number && *number >= 1 && *number <= 65'535;
}

}  // namespace

const char* describe(WitnessesProblem problem) {
  switch (problem) {
    case WitnessesProblem::kTooLong:
      return "witnesses are at most 16,384 bytes";
    case WitnessesProblem::kNotAPolicy:
      return "witnesses are a policy of C2SP tlog-policy";
    case WitnessesProblem::kNamesALog:
      return "witnesses name no log: it is this scheme's own";
    case WitnessesProblem::kNoQuorum:
      return "witnesses have a quorum; a scheme without one leaves witnesses out";
    case WitnessesProblem::kTooMany:
      return "witnesses are at most 64, with their groups";
    case WitnessesProblem::kBadAddress:
      return "witnesses are asked at https://, or at http:// on this machine alone";
  }
  panic("witnesses: not a problem");
}

std::optional<WitnessAddress> WitnessAddress::parse(std::string_view url) {
  WitnessAddress out;
  if (url.size() > kUrlMax) return std::nullopt;
  out.tls = url.starts_with(kTls);
  if (!out.tls && !url.starts_with(kPlain)) return std::nullopt;
  url.remove_prefix(out.tls ? kTls.size() : kPlain.size());
  out.port = out.tls ? "443" : "80";
  if (!take_host(url, out.host) || !take_port(url, out.port)) return std::nullopt;
  if (!out.tls && !is_loopback(out.host)) return std::nullopt;
  if (url.ends_with('/')) url.remove_suffix(1);
  if (!url.empty() && !url.starts_with('/')) return std::nullopt;
  if (!std::ranges::all_of(url, is_path_character)) return std::nullopt;
  out.path = url;
  return out;
}

std::expected<tlog::WitnessPolicy, WitnessesProblem> parse_witnesses(std::string_view text) {
  if (text.size() > kWitnessTextMax) return std::unexpected(WitnessesProblem::kTooLong);
  auto policy = tlog::WitnessPolicy::parse(text);
  if (!policy) return std::unexpected(WitnessesProblem::kNotAPolicy);
  if (!policy->logs.empty()) return std::unexpected(WitnessesProblem::kNamesALog);
  if (!policy->quorum) return std::unexpected(WitnessesProblem::kNoQuorum);
  if (policy->members.size() > kWitnessMembersMax) {
    return std::unexpected(WitnessesProblem::kTooMany);
  }
  for (const auto& member : policy->members) {
    if (member.threshold != 0 || member.url.empty()) continue;
    if (!WitnessAddress::parse(member.url)) return std::unexpected(WitnessesProblem::kBadAddress);
  }
  return std::move(*policy);
}

}  // namespace sotto::protocol
