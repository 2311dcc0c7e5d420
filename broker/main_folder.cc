#include "broker/main_folder.h"

#include <cstdio>
#include <iostream>

#include "broker/check.h"
#include "broker/config.h"
#include "broker/init.h"
#include "broker/main_common.h"
#include "broker/main_concerns.h"
#include "broker/main_report.h"
#include "broker/place_file.h"
#include "broker/store/disk.h"
#include "crypto/tlog/note.h"

namespace sotto::broker {

std::expected<protocol::Policy, std::string> read_scheme(const std::string& scheme) {
  const auto file = read_file(scheme);
  if (!file) return std::unexpected(scheme + " cannot be read");
  const std::string folder = scheme.substr(0, scheme.rfind('/') + 1);
  const auto beside = [&](const std::string& name) -> std::optional<std::string> {
    const auto bytes = read_file(folder + name);
    if (!bytes) return std::nullopt;
    return std::string(bytes->begin(), bytes->end());
  };
  auto policy = parse_scheme(std::string(file->begin(), file->end()), beside);
  if (!policy) return std::unexpected(scheme + ": " + policy.error());
  return std::move(*policy);
}

int run_init(const std::string& scheme, const std::vector<std::string>& leads,
             const std::string& data, const std::string& sheet, const SealSource& seal) {
  const auto policy = read_scheme(scheme);
  if (!policy) return fail(policy.error());
  const auto first = fixed_hex<32>(leads[0]);
  const auto second = fixed_hex<32>(leads[1]);
  if (!first || !second) return fail("a lead's key is 64 hexadecimal digits");
  if (!sheet.empty() && size_of(sheet)) return fail(sheet + " exists");
  const auto secret = new_seal_secret(seal, data);
  if (!secret) return fail(describe(secret.error(), seal));
  const auto begun = init_folder(data, *policy, {*first, *second}, now(), *secret);
  if (!begun) return fail(begun.error());
  if (!hand_over_sheet(begun->sheet, sheet)) {
    discard_folder(data);
    return fail(sheet + " cannot be written");
  }
  std::printf("%s\n", to_hex(begun->draft).c_str());
  std::fprintf(stderr,
               "Both leads sign this draft (it is also in %s/genesis-draft) with their own client "
               "within 14 days; then run sotto-broker found.\n",
               data.c_str());
  return 0;
}

int run_found(const std::string& data, const std::vector<std::string>& signatures,
              const SealOverride& seal) {
  const auto first = fixed_hex<64>(signatures[0]);
  const auto second = fixed_hex<64>(signatures[1]);
  if (!first || !second) return fail("a signature is 128 hexadecimal digits");
  // Founding takes the draft away.
  const auto draft = read_file(data + "/genesis-draft");
  if (const auto ok = found_folder(data, {*first, *second}, now(), seal); !ok) {
    return fail(ok.error());
  }
  std::fprintf(stderr, "The scheme is founded. Its log's verifier key, for witnesses:\n");
  const auto entry = draft ? protocol::Entry::parse(*draft) : std::nullopt;
  if (!entry) return fail("the draft cannot be read");
  const auto& genesis = std::get<protocol::Genesis>(entry->body);
  std::printf("%s\n", tlog::NoteKey{genesis.origin, genesis.log_key}.vkey().c_str());
  return 0;
}

int run_inspect(const std::string& data, bool json, bool rows) {
  const auto inspection = inspect_folder(data, rows);
  if (!inspection) return fail(inspection.error());
  std::cout << (json ? inspection_json(*inspection, now()) : inspection_text(*inspection, now()));
  return 0;
}

int run_check(const std::string& data, const SealOverride& seal) {
  const auto findings = check_folder(data, seal);
  for (const std::string& finding : findings) std::cout << finding << "\n";
  return findings.empty() ? 0 : 1;
}

int run_status(const std::string& data, bool json, const SealOverride& seal) {
  const auto points = status_of(data, now(), seal);
  if (!points) return fail(points.error());
  std::cout << (json ? status_json(*points) : status_text(*points));
  return 0;
}

}  // namespace sotto::broker
