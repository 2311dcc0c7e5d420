#include "client/wasm/desk.h"

#include "client/core/names.h"
#include "client/wasm/module.h"
#include "crypto/base/panic.h"

namespace sotto::client::wasm {

Desk& desk() {
  static Desk the_desk = [] {
    install_new_handler();
    return Desk{};
  }();
  return the_desk;
}

const PublicView& Desk::view() const {
  if (sitting && sitting->visit().opened()) return sitting->visit().everybody();
  if (!everybody) panic("module: nothing was checked yet");
  return *everybody;
}

Sitting& Desk::open_sitting() {
  if (!sitting || !sitting->is_open()) panic("module: no visit is open");
  return *sitting;
}

LockerKeys Desk::take(KeysOf which) {
  auto& kept = keys[static_cast<std::size_t>(which)];
  if (!kept) panic("module: no such keys");
  LockerKeys out = std::move(*kept);
  kept.reset();
  return out;
}

const LockerKeys& Desk::lead_file_keys() const {
  const auto& kept = keys[static_cast<std::size_t>(KeysOf::kLead)];
  if (!kept) panic("module: no keys of a lead's file");
  return *kept;
}

void say_refusal(std::string_view refusal) {
  desk().begin().object().member("refusal", refusal).end_object();
}

void say_failure(Failure failure, std::optional<protocol::Status> status) {
  write_failure(desk().begin(), failure, status);
}

void write_failure(Json& out, Failure failure, std::optional<protocol::Status> status) {
  out.object().member("failure", describe(failure));
  if (failure == Failure::kRefused && status) out.member("status", name(*status));
  out.end_object();
}

void say_ok() {
  desk().begin().object().member("ok", true).end_object();
}

void say_bytes(ByteView bytes) {
  desk().bytes = SecretBytes::from(bytes);
}

std::optional<FileAndText> file_and_text() {
  Reader in(desk().input.expose());
  FileAndText out;
  ByteView rest;
  if (!in.vec32(out.file) || !in.view(in.left(), rest)) return std::nullopt;
  out.text = {reinterpret_cast<const char*>(rest.data()), rest.size()};
  return out;
}

protocol::UnixTime time_of(double now) {
  if (!(now >= 0 && now < 1e15)) panic("module: not a time");
  return static_cast<protocol::UnixTime>(now);
}

std::uint8_t* sotto_input(std::uint32_t size) {
  return desk().room_for(size);
}

const std::uint32_t* sotto_result() {
  return desk().result();
}

void sotto_wipe() {
  desk().wipe();
}

void sotto_close() {
  auto everybody = std::move(desk().everybody);
  desk() = {};
  desk().everybody = std::move(everybody);
}

}  // namespace sotto::client::wasm
