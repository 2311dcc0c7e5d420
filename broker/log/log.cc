#include "broker/log/log.h"

#include "crypto/base/wire.h"
#include "crypto/tlog/checkpoint.h"

namespace sotto::broker {

Appended append_entries(const protocol::Replay& log, const LongTermKeys& keys,
                        const std::vector<protocol::Entry>& entries, Decision& decision) {
  auto next = std::make_shared<protocol::Replay>(log);
  sotto::Writer bytes;
  for (const protocol::Entry& entry : entries) {
    const Bytes wire = entry.encode();
    if (!next->append(wire)) panic("log: an entry of our own does not replay");
    bytes.vec16(wire);
  }
  decision.append("log", bytes.take());
  decision.replace("checkpoint", to_bytes(as_bytes(checkpoint_of(*next, keys))));
  return {std::move(next)};
}

std::string checkpoint_of(const protocol::Replay& log, const LongTermKeys& keys) {
  const SigningKey* const key = keys.log_key(log.log_key());
  if (key == nullptr) panic("log: its key is not here");
  return tlog::sign_checkpoint({log.genesis().origin, log.head()}, *key);
}

}  // namespace sotto::broker
