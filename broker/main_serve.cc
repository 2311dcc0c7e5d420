#include "broker/main_serve.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include <array>
#include <cstdio>
#include <expected>
#include <memory>

#include "broker/backup.h"
#include "broker/broker.h"
#include "broker/errands.h"
#include "broker/founded.h"
#include "broker/http/server.h"
#include "broker/main_founding.h"
#include "broker/memory_lock.h"
#include "broker/notify.h"
#include "broker/place_file.h"
#include "broker/publish_times.h"
#include "broker/rotations.h"
#include "broker/service_log.h"
#include "broker/tables.h"
#include "broker/web/site.h"
#include "broker/witnesses/duty.h"
#include "broker/witnesses/last_seen.h"
#include "crypto/base/panic.h"

namespace sotto::broker {
namespace {

// A copy of the log on another disk. A mirror that cannot be written ends the process: its whole
// point is that no entry was ever answered that it does not have.
class Mirror {
 public:
  explicit Mirror(const std::string& folder) : folder_(folder) {
    file_ = open_file(folder + "/log", O_RDWR | O_CREAT);
  }

  std::expected<void, std::string> catch_up(ByteView log) {
    const auto has = read_file(folder_ + "/log");
    if (!file_.open() || !has) return std::unexpected("the mirror's log cannot be opened");
    if (has->size() > log.size() || !equal(*has, log.first(has->size()))) {
      return std::unexpected(
          "the mirror's log is longer than this one, or another: an old data folder was put back; "
          "use sotto-broker restore");
    }
    append(has->size(), log.subspan(has->size()));
    sync_folder(folder_);
    return {};
  }

  void append(std::uint64_t offset, ByteView bytes) {
    if (!write_at(file_.get(), bytes, offset)) panic("mirror: cannot be written");
    sync_or_panic(file_.get());
  }

 private:
  const std::string folder_;
  Descriptor file_;
};

// A core file would hold keys.
void forbid_core_dumps() {
  const rlimit none{0, 0};
  if (setrlimit(RLIMIT_CORE, &none) != 0 || prctl(PR_SET_DUMPABLE, 0) != 0) {
    panic("serve: core dumps cannot be switched off");
  }
}

sigset_t awaited_signals() {
  sigset_t out;
  sigemptyset(&out);
  sigaddset(&out, SIGTERM);
  sigaddset(&out, SIGINT);
  sigaddset(&out, SIGHUP);
  return out;
}

using CertificatePtr = std::shared_ptr<const http::Certificate>;

// Null: plain HTTP.
std::expected<CertificatePtr, std::string> read_certificate(const ServeOptions& options) {
  if (!options.certificate) return nullptr;
  return http::Certificate::load(*options.certificate, *options.key, options.relay);
}

std::expected<void, std::string> check_clock(const View& view, const Founded& founded,
                                             protocol::UnixTime now) {
  const protocol::UnixTime last = last_published(view);
  if (now < last) return std::unexpected("the clock is before the last batch");
  const auto& calendar = founded.scheme.policy.calendar;
  // The first tick would delete every locker: rather the clock is wrong.
  if (last > 0 && calendar.epoch(calendar.day(now)) >
                      calendar.epoch(calendar.day(last)) + protocol::kLockerEpochs) {
    return std::unexpected("the clock is so far after the last batch that no locker would be left");
  }
  if (calendar.day(now) < founded.log.last_day()) {
    return std::unexpected("the clock is before the last day of the log");
  }
  return {};
}

// What serve does beside answering: duties, errands, and a word about each.
class Attendant {
 public:
  Attendant(Store& store, Broker& broker, const Founded& founded, std::string folder,
            const GuardedClock& clock)
      : store_(store),
        broker_(broker),
        founded_(founded),
        folder_(std::move(folder)),
        clock_(clock) {}

  // The certificate that is shown now; null for plain HTTP.
  void note_certificate(const CertificatePtr& certificate) {
    certificate_ends_ = certificate ? certificate->ends() : std::uint64_t{0} - 1;
    certificate_told_ = false;
  }

  // At start, and after a backup: nobody else makes one while this process runs.
  void note_backup() { broker_.note_backup(last_backup(folder_)); }

  void tick() {
    const protocol::UnixTime now = clock_.now();
    const ClockState state = clock_.state();
    broker_.note_clock(state == ClockState::kRight);
    tell(state == ClockState::kBehind, clock_back_, ServiceEvent::kClockWentBack,
         ServiceEvent::kClockRight, now);
    tell(state == ClockState::kAhead, clock_ahead_, ServiceEvent::kClockAhead,
         ServiceEvent::kClockRight, now);
    if (state != ClockState::kAhead) do_duties(now);
    tell(!broker_.healthy(), late_, ServiceEvent::kPublishingLate, std::nullopt, now);
    tell(now + kCertificateNotice > certificate_ends_, certificate_told_,
         ServiceEvent::kCertificateEnds, std::nullopt, now);
    take_imports(now);
    make_backups(now);
  }

 private:
  static constexpr protocol::UnixTime kCertificateNotice = 14 * 86'400;  // seconds
  static constexpr std::array<ServiceEvent, kDuties> kUndone = {         // in the order of Duty
      ServiceEvent::kBatchUndone,     ServiceEvent::kDayRootsUndone,
      ServiceEvent::kPassKeyUndone,   ServiceEvent::kPassTablesUndone,
      ServiceEvent::kDirectoryUndone, ServiceEvent::kDayFilesUndone,
      ServiceEvent::kProposalsUndone, ServiceEvent::kLockersUndone};

  void do_duties(protocol::UnixTime now) {
    const bool done = broker_.do_duties();
    tell(broker_.space_short(), space_short_, ServiceEvent::kSpaceShort, ServiceEvent::kSpaceBack,
         now);
    for (std::size_t duty = 0; duty < kDuties; ++duty) {
      if (broker_.undone()[duty] && !undone_told_[duty]) say(kUndone[duty], now);
    }
    if (done && undone_told_.any()) say(ServiceEvent::kDutiesDone, now);
    undone_told_ = done ? Undone() : undone_told_ | broker_.undone();
  }

  static void tell(bool is, bool& was, ServiceEvent begins, std::optional<ServiceEvent> ends,
                   protocol::UnixTime now) {
    if (is && !was) say(begins, now);
    if (!is && was && ends) say(*ends, now);
    was = is;
  }

  void take_imports(protocol::UnixTime now) {
    while (const auto import = next_import(folder_)) {
      if (!broker_.import_codes(import->hashes, import->until)) return;  // no space: later
      finish_import(*import);
      say(ServiceEvent::kImportTaken, now);
    }
  }

  void make_backups(protocol::UnixTime now) {
    while (const auto request = next_backup_request(folder_)) {
      const auto made = make_backup(store_, folder_, founded_, request->to, request->sealed(), now);
      // Without room for the reason, the line below is what is left of it.
      if (!made) (void)place_file(request->failed(), as_bytes(made.error()));
      note_backup();
      finish_backup_request(*request);
      say(made ? ServiceEvent::kBackupMade : ServiceEvent::kBackupFailed, now);
    }
  }

  Store& store_;
  Broker& broker_;
  const Founded& founded_;
  const std::string folder_;
  const GuardedClock& clock_;
  bool clock_back_ = false;
  bool clock_ahead_ = false;
  bool space_short_ = false;
  Undone undone_told_;  // until everything is done
  bool late_ = false;
  protocol::UnixTime certificate_ends_ = std::uint64_t{0} - 1;
  bool certificate_told_ = false;
};

std::expected<std::optional<web::Folder>, std::string> read_pages(const ServeOptions& options) {
  if (!options.web) return std::nullopt;
  auto folder = web::read_folder(*options.web);
  if (!folder) return std::unexpected(std::move(folder.error().sentence));
  return std::move(*folder);
}

// What stays when another policy takes force and everything else begins anew.
struct Service {
  const ServeOptions& options;
  const GuardedClock clock = GuardedClock();
  std::optional<web::Folder> pages;
  CertificatePtr certificate;
  FolderKeys keys;
  std::uint16_t listen_on = 0;
  bool first = true;
};

// What whoever started it waits for.
void announce(const Service& service) {
  const std::string& address = service.options.address;
  const bool v6 = address.find(':') != std::string::npos;
  std::printf("serving on %s://%s%s%s:%u\n", service.certificate ? "https" : "http", v6 ? "[" : "",
              address.c_str(), v6 ? "]" : "", unsigned{service.listen_on});
  std::fflush(stdout);
  say(ServiceEvent::kStarted, service.clock.now());
  notify(Notice::kReady);
}

enum class End { kStopped, kOtherPolicy };

// Until SIGTERM or SIGINT, or until another policy is in force.
End attend(Service& service, http::Server& server, const Broker& broker, Attendant& attendant,
           const timespec& pause) {
  const sigset_t signals = awaited_signals();
  for (;;) {
    const int signal = sigtimedwait(&signals, nullptr, &pause);
    if (signal == SIGTERM || signal == SIGINT) return End::kStopped;
    if (broker.policy_is_over()) return End::kOtherPolicy;
    if (signal == SIGHUP) {
      notify(Notice::kReloading);
      auto certificate = read_certificate(service.options);
      if (certificate && *certificate) {
        service.certificate = std::move(*certificate);
        attendant.note_certificate(service.certificate);
        server.show(service.certificate);
        say(ServiceEvent::kCertificateTaken, service.clock.now());
      } else if (!certificate) {
        say(ServiceEvent::kCertificateRefused, service.clock.now());
      }
      notify(Notice::kReady);
    }
    attendant.tick();
    notify(Notice::kAlive);
  }
}

// Serves under one policy.
std::expected<End, std::string> serve_policy(Service& service) {
  const ServeOptions& options = service.options;
  const GuardedClock& clock = service.clock;
  std::unique_ptr<Mirror> mirror;
  Store::Options store_options;
  if (options.mirror) {
    mirror = std::make_unique<Mirror>(*options.mirror);
    store_options.writer.mirror = [&](std::uint64_t offset, ByteView bytes) {
      mirror->append(offset, bytes);
    };
  }
  auto store = Store::open(options.data, all_tables(), repair_slots, std::move(store_options));
  if (!store) return std::unexpected(std::move(store.error()));
  unlock_mapped("/store/data.mdb");
  auto founded = founded_of(service.keys.keys.clone(), (*store)->files());
  if (!founded) return std::unexpected(std::move(founded.error()));
  if (auto ok = check_clock((*store)->snapshot(), *founded, clock.now()); !ok) {
    return std::unexpected(std::move(ok.error()));
  }
  if (mirror) {
    if (auto ok = mirror->catch_up(*served_file((*store)->files(), "log")); !ok) {
      return std::unexpected(std::move(ok.error()));
    }
  }
  const auto turned = turn_policy(**store, *founded, clock.now());
  if (!turned) return std::unexpected(turned.error());
  if (*turned) {
    founded = founded_of(service.keys.keys.clone(), (*store)->files());
    if (!founded) return std::unexpected(std::move(founded.error()));
    say(ServiceEvent::kPolicyTaken, clock.now());
  }
  remove_backup_leftovers(options.data);

  const protocol::Policy& policy = founded->scheme.policy;
  if (auto ok = check_relay(options, policy); !ok) return std::unexpected(std::move(ok.error()));
  // Later a name that is passed over may be gone from the policy, which is no reason to stop.
  if (auto ok = check_witnesses(options, policy); !ok && service.first) {
    return std::unexpected(std::move(ok.error()));
  }
  std::optional<web::Site> site;
  if (service.pages) site.emplace(*service.pages, policy);
  const protocol::Day today = policy.calendar.day(clock.now());
  if (service.first) {
    if (auto ok = tidy_keys(options.data, service.keys, founded->log, today); !ok) {
      return std::unexpected(std::move(ok.error()));
    }
    service.keys.seal.secret = SecretBytes();  // seals nothing more
  }
  service.keys.keys.follow(founded->log, today);
  Broker broker(**store, {founded->scheme.genesis, policy, service.keys.keys.clone()}, founded->log,
                clock, {options.threads, [&policy](protocol::UnixTime after) {
                          return next_publishing(policy, after);
                        }});
  std::optional<WitnessDuty> witnesses;
  if (!policy.witnesses.empty()) {
    witnesses.emplace(
        **store, broker, clock,
        WitnessDuty::Options{options.data, options.without_witnesses, post_to_witness});
    if (auto ok = witnesses->begin(); !ok) return std::unexpected(std::move(ok.error()));
  }
  Attendant attendant(**store, broker, *founded, options.data, clock);
  attendant.note_backup();
  attendant.note_certificate(service.certificate);
  attendant.tick();
  web::Front front(site ? &*site : nullptr, broker);
  http::Server server({}, front, service.certificate);
  const auto port = server.listen(options.address, service.listen_on);
  if (!port) return std::unexpected(port.error());
  service.listen_on = *port;
  server.start(options.threads);
  if (service.first) announce(service);
  service.first = false;

  const timespec pause{policy.publish_every == 0 ? 1 : 0,
                       policy.publish_every == 0 ? 0 : 200'000'000};
  const End end = attend(service, server, broker, attendant, pause);
  if (end == End::kStopped) notify(Notice::kStopping);
  server.stop();
  broker.stop();
  if (witnesses) witnesses->stop();
  return end;
}

std::expected<void, std::string> run(const ServeOptions& options) {
  auto certificate = read_certificate(options);
  if (!certificate) return std::unexpected(std::move(certificate.error()));
  auto pages = read_pages(options);
  if (!pages) return std::unexpected(std::move(pages.error()));
  std::uint16_t listen_on = options.port;
  if (*pages) {
    const auto founded_on = await_founding(options, **pages, *certificate);
    if (!founded_on) return std::unexpected(founded_on.error());
    if (!*founded_on) return {};
    listen_on = **founded_on;
  }
  // Before the store: a folder whose keys do not open is not touched.
  auto keys = open_folder_keys(options.data, options.seal);
  if (!keys) return std::unexpected(std::move(keys.error()));
  Service service{.options = options,
                  .pages = std::move(*pages),
                  .certificate = std::move(*certificate),
                  .keys = std::move(*keys),
                  .listen_on = listen_on};
  for (;;) {
    const auto end = serve_policy(service);
    if (!end) return std::unexpected(end.error());
    if (*end == End::kStopped) break;
  }
  say(ServiceEvent::kStopped, service.clock.now());
  return {};
}

}  // namespace

std::expected<void, std::string> check_relay(const ServeOptions& options,
                                             const protocol::Policy& policy) {
  if (policy.relay.empty() && options.relay) {
    return std::unexpected("the policy names no relay: leave --relay out");
  }
  if (!policy.relay.empty() && !options.relay) {
    return std::unexpected("the policy names the relay " + policy.relay +
                           ": give its certificate with --relay, and --certificate and --key");
  }
  return {};
}

std::expected<void, std::string> check_witnesses(const ServeOptions& options,
                                                 const protocol::Policy& policy) {
  if (options.without_witnesses.empty()) return {};
  const auto witnesses = policy.witness_policy();
  if (!witnesses) return std::unexpected("the policy names no witnesses");
  std::string unknown = unknown_witness(*witnesses, options.without_witnesses);
  if (!unknown.empty()) return std::unexpected(std::move(unknown));
  return {};
}

int serve(const ServeOptions& options) {
  forbid_core_dumps();
  install_new_handler();
  // Before any thread: all of them inherit it, and the loop alone takes these signals.
  const sigset_t signals = awaited_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  signal(SIGPIPE, SIG_IGN);
  if (!lock_memory()) say(ServiceEvent::kMemoryNotLocked, SystemClock().now());
  const auto ok = run(options);
  if (ok) return 0;
  std::fprintf(stderr, "sotto-broker: %s\n", ok.error().c_str());
  return 1;
}

}  // namespace sotto::broker
