#include "broker/main_concerns.h"

#include <cstdio>

#include "broker/concerns_key.h"
#include "broker/main_common.h"
#include "broker/place_file.h"
#include "broker/private_file.h"
#include "broker/store/disk.h"

namespace sotto::broker {

bool hand_over_sheet(const SecretBytes& sheet, const std::string& file) {
  if (!file.empty()) return place_file(file, sheet.expose());
  return std::fwrite(sheet.expose().data(), 1, sheet.size(), stderr) == sheet.size();
}

int run_rotate(const std::string& data, const std::string& sheet) {
  if (!sheet.empty() && size_of(sheet)) return fail(sheet + " exists");
  const auto number = rotate_concerns_key(
      data, now(), [&](const SecretBytes& text) { return hand_over_sheet(text, sheet); });
  if (!number) return fail(number.error());
  std::fprintf(stderr,
               "Concerns key %u waits for both leads. Envelopes are sealed to it once they have "
               "signed; the one before lives 14 days longer.\n",
               unsigned{*number});
  return 0;
}

int run_recover(const std::string& data, const std::string& sheet) {
  if (auto ok = check_private(sheet); !ok) return fail(ok.error());
  auto text = read_file(sheet);
  if (!text) return fail(sheet + " cannot be read");
  const auto number = recover_concerns_key(data, *text);
  wipe(*text);
  if (!number) return fail(number.error());
  std::fprintf(stderr, "Concerns key %u is back.\n", unsigned{*number});
  return 0;
}

}  // namespace sotto::broker
