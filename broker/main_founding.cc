#include "broker/main_founding.h"

#include <signal.h>
#include <unistd.h>

#include <cstdio>
#include <functional>

#include "broker/founded.h"
#include "broker/http/server.h"
#include "broker/main_common.h"
#include "broker/notify.h"
#include "broker/tables.h"
#include "broker/web/site.h"
#include "broker/web/unfounded.h"

namespace sotto::broker {
namespace {

using CertificatePtr = std::shared_ptr<const http::Certificate>;

bool has_draft(const std::string& folder) {
  return access((folder + "/genesis-draft").c_str(), F_OK) == 0;
}

// The policy of a scheme whose log has not begun; nullopt when it has.
std::expected<std::optional<protocol::Policy>, std::string> policy_before_log(
    const std::string& folder) {
  auto store = Store::open(folder, all_tables(), nullptr);
  if (!store) return std::unexpected(std::move(store.error()));
  if ((*store)->files().read("log")) return std::nullopt;
  auto policy = load_policy((*store)->files());
  if (!policy) return std::unexpected(std::move(policy.error()));
  return std::move(*policy);
}

// The command that founds has let go of the folder too.
bool is_founded(const std::string& folder) {
  if (has_draft(folder)) return false;
  const auto before = policy_before_log(folder);
  return before && !*before;
}

sigset_t stop_signals() {
  sigset_t out;
  sigemptyset(&out);
  sigaddset(&out, SIGTERM);
  sigaddset(&out, SIGINT);
  return out;
}

// Serves the pages until `over` or a signal. Returns the port, or nullopt after a signal.
std::expected<std::optional<std::uint16_t>, std::string> serve_until(
    const ServeOptions& options, const web::Site& site, const CertificatePtr& certificate,
    const std::function<bool()>& over) {
  web::Unfounded unfounded;
  web::Front front(&site, unfounded);
  http::Server server({}, front, certificate);
  const auto port = server.listen(options.address, options.port);
  if (!port) return std::unexpected(port.error());
  server.start(options.threads);
  const bool v6 = options.address.find(':') != std::string::npos;
  std::printf("serving pages alone on %s://%s%s%s:%u: there is no scheme yet\n",
              certificate ? "https" : "http", v6 ? "[" : "", options.address.c_str(), v6 ? "]" : "",
              unsigned{*port});
  std::fflush(stdout);
  notify(Notice::kReady);
  const sigset_t signals = stop_signals();
  const timespec pause{1, 0};
  for (;;) {
    if (sigtimedwait(&signals, nullptr, &pause) > 0) return std::nullopt;
    if (over()) return *port;
    notify(Notice::kAlive);
  }
}

}  // namespace

std::expected<std::optional<std::uint16_t>, std::string> await_founding(
    const ServeOptions& options, const web::Folder& pages, const CertificatePtr& certificate) {
  if (!has_draft(options.data)) return options.port;
  const auto policy = policy_before_log(options.data);
  if (!policy) return std::unexpected(policy.error());
  if (!*policy) return options.port;
  if (auto ok = check_relay(options, **policy); !ok) return std::unexpected(ok.error());
  return serve_until(options, web::Site(pages, **policy), certificate,
                     [&] { return is_founded(options.data); });
}

int serve_pages(const ServeOptions& options) {
  const sigset_t signals = stop_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  signal(SIGPIPE, SIG_IGN);
  CertificatePtr certificate;
  if (options.certificate) {
    auto loaded = http::Certificate::load(*options.certificate, *options.key);
    if (!loaded) return fail(loaded.error());
    certificate = std::move(*loaded);
  }
  const auto pages = web::read_folder(*options.web);
  if (!pages) return fail(pages.error().sentence);
  const auto port = serve_until(options, web::Site(*pages, {}), certificate, [] { return false; });
  return port ? 0 : fail(port.error());
}

}  // namespace sotto::broker
