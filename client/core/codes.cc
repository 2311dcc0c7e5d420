#include "client/core/codes.h"

#include <algorithm>

namespace sotto::client {

bool is_site(std::string_view site) {
  const bool scheme = site.starts_with("https://") || site.starts_with("http://");
  return scheme && site.size() <= 200 && site.size() > 8 && !site.ends_with('/') &&
         std::ranges::all_of(site, [](char c) { return c > ' ' && c < 0x7f && c != '#'; });
}

std::vector<protocol::Code> make_codes(std::size_t count) {
  std::vector<protocol::Code> out;
  out.reserve(count);
  // Codes are random, so the order in which they are made is a random order.
  for (std::size_t i = 0; i < count; ++i) out.push_back(protocol::Code::generate());
  return out;
}

std::string hash_list(const std::vector<protocol::Code>& codes) {
  std::vector<std::string> hashes;
  hashes.reserve(codes.size());
  for (const protocol::Code& code : codes) hashes.push_back(to_hex(code.hash()));
  std::ranges::sort(hashes);
  std::string out;
  for (const std::string& hash : hashes) out += hash + "\n";
  return out;
}

}  // namespace sotto::client
