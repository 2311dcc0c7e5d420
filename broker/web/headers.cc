#include "broker/web/headers.h"

#include <array>
#include <string_view>

namespace sotto::broker::web {
namespace {

const char* policy_of(Kind kind) {
  switch (kind) {
    case Kind::kPage:
      return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
             "connect-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
             "frame-ancestors 'none'; require-trusted-types-for 'script'; "
             "trusted-types sotto-worker";
    case Kind::kWorker:
      return "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";
    case Kind::kPeople:
      return "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; "
             "frame-ancestors 'none'";
    case Kind::kOther:
      break;
  }
  return "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
}

// What browsers could do for a page and must not for ours. `cross-origin-isolated` takes back the
// fine clocks and shared memory that the opener and embedder policies would give.
constexpr std::array<std::string_view, 33> kFeatures{"accelerometer",
                                                     "autoplay",
                                                     "camera",
                                                     "clipboard-read",
                                                     "clipboard-write",
                                                     "compute-pressure",
                                                     "cross-origin-isolated",
                                                     "display-capture",
                                                     "encrypted-media",
                                                     "fullscreen",
                                                     "gamepad",
                                                     "geolocation",
                                                     "gyroscope",
                                                     "hid",
                                                     "identity-credentials-get",
                                                     "idle-detection",
                                                     "keyboard-map",
                                                     "local-fonts",
                                                     "magnetometer",
                                                     "microphone",
                                                     "midi",
                                                     "otp-credentials",
                                                     "payment",
                                                     "picture-in-picture",
                                                     "publickey-credentials-create",
                                                     "publickey-credentials-get",
                                                     "screen-wake-lock",
                                                     "serial",
                                                     "storage-access",
                                                     "sync-xhr",
                                                     "usb",
                                                     "window-management",
                                                     "xr-spatial-tracking"};

std::string no_features() {
  std::string out;
  for (const std::string_view feature : kFeatures) {
    out += (out.empty() ? "" : ", ") + std::string(feature) + "=()";
  }
  return out;
}

}  // namespace

http::Headers headers(Kind kind, Keep keep) {
  return {
      {"Cache-Control", keep == Keep::kYear ? "public, max-age=31536000, immutable" : "no-store"},
      {"Content-Security-Policy", policy_of(kind)},
      {"Referrer-Policy", "no-referrer"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Cross-Origin-Embedder-Policy", "require-corp"},
      {"X-Frame-Options", "DENY"},
      {"Permissions-Policy", no_features()},
  };
}

}  // namespace sotto::broker::web
