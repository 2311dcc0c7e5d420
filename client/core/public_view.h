#pragma once
// What the broker shows to everybody, checked: the log from entry 0, the policy, the directory.
// Nothing that the broker says is used before it was compared with the log.

#include <array>
#include <expected>
#include <functional>
#include <optional>
#include <vector>

#include "client/core/failure.h"
#include "client/core/messages.h"
#include "crypto/ohttp/ohttp.h"
#include "crypto/protocol/directory.h"
#include "crypto/protocol/policy.h"
#include "crypto/protocol/replay.h"

namespace sotto::client {

// Which log this is: the 5 or 16 bytes of a slip, or the whole genesis hash. And where the host
// asks: "https://relay.example", as a browser writes an origin. Where the policy names a relay, an
// address that is another, or none, is refused.
struct Pin {
  Bytes genesis_prefix;
  std::string address = {};
};

// The four public files, in the order in which every visit fetches them.
struct PublicFiles {
  Bytes checkpoint;  // GET /checkpoint
  Bytes log;         // GET /log
  Bytes policy;      // GET /policy
  Bytes directory;   // GET /directory
};
inline constexpr std::array<const char*, 4> kPublicPaths = {"/checkpoint", "/log", "/policy",
                                                            "/directory"};

// Of a /log file that nobody has checked: what the salt of the words needs (keys.h) before a visit,
// which then checks it. nullopt for what is no log.
std::optional<Hash256> genesis_hash(ByteView log_file);

class PublicView {
 public:
  static std::expected<PublicView, Failure> check(const PublicFiles& files, const Pin& pin,
                                                  protocol::UnixTime now);
  // For whoever is one of the witnesses and looks before cosigning: without their quorum.
  static std::expected<PublicView, Failure> check_uncosigned(const PublicFiles& files,
                                                             const Pin& pin,
                                                             protocol::UnixTime now);

  const protocol::Policy& policy() const { return policy_; }
  const protocol::Replay& log() const { return log_; }
  const protocol::Directory& directory() const { return directory_; }
  Hash256 genesis() const { return log_.genesis_hash(); }
  ohttp::KeyConfig gateway() const;

  LogView log_view() const { return {log_.size(), log_.root()}; }
  // Whether this log, at that size, had that root. nullopt when it is not that long yet.
  std::optional<bool> agrees(const LogView& earlier) const;

  const std::vector<Hash256>& leaves() const { return leaves_; }
  // Whether the broker shows these bytes as entry `index` although the checkpoint does not sign it
  // yet: witnesses cosign now and then. A promise, not a fact.
  bool announces(std::uint64_t index, const std::function<bool(ByteView)>& is) const;

  // How many days the log may lag behind: one, and what witnesses may take.
  protocol::Day days_late() const;

  // This week's contact key of a supporter who is in force and not paused.
  std::optional<protocol::ContactKey> contact_key(const protocol::SupporterId& id) const;
  protocol::Week week() const { return week_; }
  protocol::Day today() const { return today_; }

 private:
  enum class Demand { kQuorum, kLogAlone };
  static std::expected<PublicView, Failure> check(const PublicFiles& files, const Pin& pin,
                                                  protocol::UnixTime now, Demand demand);
  std::expected<void, Failure> read_log(const PublicFiles& files, const Pin& pin,
                                        protocol::UnixTime now, Demand demand);
  std::expected<void, Failure> read_directory(ByteView file);

  protocol::Policy policy_;
  protocol::Replay log_;
  std::vector<Hash256> leaves_;
  std::vector<Bytes> announced_;  // behind the last leaf, in a scheme with witnesses
  protocol::Directory directory_;
  protocol::Day today_ = 0;
  protocol::Week week_ = 0;
};

}  // namespace sotto::client
