// A desk that goes from one director to the next (docs/spec/near-peer.md, "A new director").

#include "client/core/near_peer/hand_over.h"

#include "client/core/names.h"
#include "client/wasm/director/director.h"
#include "client/wasm/director/module.h"
#include "crypto/base/panic.h"

namespace sotto::client::wasm {
namespace {

std::string_view name(TakeOverRefusal refusal) {
  switch (refusal) {
    case TakeOverRefusal::kNotHanded:
      return "not_handed";
    case TakeOverRefusal::kNotYours:
      return "not_yours";
    case TakeOverRefusal::kNotEmpty:
      return "not_empty";
  }
  return "";
}

}  // namespace

void director_hand_over() {
  begin();
  const OpenDesk& open = open_desk();
  X25519PublicKey successor{};
  Reader in(director().input.expose());
  if (!in.fixed(successor) || !in.done()) panic("director: this is no key");
  if (successor == open.desk.sealing.public_key) return say_refusal("still_you");
  const protocol::Code code = protocol::Code::generate();
  const auto file = hand_over(open.desk, successor, code);
  if (!file) return say_refusal("still_you");
  director().text.object().member("code", protocol::typed_form(code, open.desk.genesis));
  director().text.end_object();
  director().bytes = SecretBytes::from(*file);
}

void director_take_over(double now) {
  begin();
  OpenDesk& open = open_desk();
  Reader in(director().input.expose());
  ByteView file, typed;
  if (!in.vec32(file) || !in.view(in.left(), typed)) panic("director: no file and code");
  auto slip = protocol::parse_slip({reinterpret_cast<const char*>(typed.data()), typed.size()});
  if (!slip) return say_refusal(client::name(slip.error()));
  if (!slip->matches(open.desk.genesis)) return say_refusal("wrong_log");
  const auto taken = take_over(open.desk, file, slip->code);
  if (!taken) return say_refusal(name(taken.error()));
  open.scheme = open.desk.scheme();
  write_desk(director().text, open, date_of(now));
}

}  // namespace sotto::client::wasm
