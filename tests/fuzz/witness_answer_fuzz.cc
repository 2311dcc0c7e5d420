// A witness answers whatever it likes, to each of the requests that it gets: u8 status (of the four
// below) || u16 length || body, and silence after the last. What counts is a line of its own key.

#include "broker/witnesses/ask.h"
#include "crypto/base/wire.h"
#include "tests/fuzz/asked_witness.h"

using namespace sotto;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const testing::AskedWitness scene;
  Reader in({data, size});
  int asked = 0;
  const auto post = [&](const protocol::WitnessAddress&,
                        const std::string&) -> std::optional<broker::http::Posted> {
    static constexpr unsigned kStatuses[] = {200, 409, 422, 500};
    std::uint8_t status = 0;
    std::uint16_t length = 0;
    ByteView body;
    ++asked;
    if (!in.u8(status) || !in.u16(length) || !in.view(length, body)) return std::nullopt;
    return broker::http::Posted{kStatuses[status % 4], std::string(body.begin(), body.end())};
  };
  const broker::Asked out =
      broker::ask_witness(scene.policy.members[0], scene.note, scene.leaves, 1, post);
  if (asked > 3) panic("fuzz: a witness is asked for ever");
  const bool cosigned = out.says == broker::WitnessSays::kCosigned;
  if (cosigned == out.line.empty()) panic("fuzz: a line that counts, and none");
  const tlog::NoteKey log{"log.example/fuzz", scene.log_key.public_key};
  const std::string note = scene.note + std::string(reinterpret_cast<const char*>(data), size);
  static_cast<void>(tlog::open_cosigned(note, log, scene.policy, 0));
  if (cosigned && !tlog::open_cosigned(scene.note + out.line, log, scene.policy, 0)) {
    panic("fuzz: a line of somebody else");
  }
  if (out.says == broker::WitnessSays::kHasSeenMore && out.seen <= scene.leaves.size()) {
    panic("fuzz: it has not seen more");
  }
  return 0;
}
