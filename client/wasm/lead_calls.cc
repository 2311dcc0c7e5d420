// What leads sign.

#include <algorithm>

#include "client/core/founding.h"
#include "client/core/lead_key.h"
#include "client/core/proposals.h"
#include "client/wasm/desk.h"
#include "client/wasm/module.h"
#include "client/wasm/views.h"
#include "crypto/base/panic.h"

namespace sotto::client::wasm {
namespace {

enum class Roster : std::uint32_t {
  kPropose = 0,
  kRead = 1,
  kSign = 2,
  kRemove = 3,
  kDrop = 4,
  kRemoveRecipient = 5,
  kAddTrustee = 6
};

std::string_view name(FoundingRefusal refusal) {
  switch (refusal) {
    case FoundingRefusal::kNotADraft:
      return "not_a_draft";
    case FoundingRefusal::kNotALead:
      return "not_a_lead";
    case FoundingRefusal::kOtherSignature:
      return "other_signature";
  }
  panic("module: not a refusal");
}

const LeadKey& lead() {
  if (!desk().lead) panic("module: no lead is at the desk");
  return *desk().lead;
}

void send(std::optional<RosterCall> call, bool reads) {
  if (!call) return say_failure(Failure::kLogInvalid, {});
  desk().begin().object().member("path", call->request().path).end_object();
  say_bytes(call->request().body);
  desk().call = std::move(call);
  desk().call_reads = reads;
}

void propose(protocol::Day today) {
  const PublicView& view = desk().view();
  const auto request = desk().open_sitting().visit().signed_proposal(today);
  if (!request) {
    desk().text.null();
    return;
  }
  send(RosterCall::propose(view, *request), false);
}

// The id is of the bytes that are signed: what was read last, and nothing that took its place.
const protocol::Proposal* find_proposal(std::string_view id) {
  const auto& proposals = desk().proposals;
  const auto found = std::ranges::find_if(proposals, [&](const protocol::Proposal& each) {
    const auto seen = see(each, desk().view(), desk().next_policy);
    return seen && seen->id == id;
  });
  return found == proposals.end() ? nullptr : &*found;
}

void sign(protocol::Day today) {
  constexpr std::size_t kId = 8;
  const std::string_view input = desk().input_text();
  const std::string_view id = input.substr(0, kId);
  const PublicView& view = desk().view();
  const protocol::Proposal* const proposal = find_proposal(id);
  if (proposal == nullptr) return say_refusal("no_such_proposal");
  if (!is_sound(*proposal, view, desk().next_policy)) return say_refusal("not_sound");
  const auto identity = see(*proposal, view, desk().next_policy)->identity;
  if (identity && !same_words(six_words(*identity), input.substr(id.size()))) {
    return say_refusal("six_words_differ");
  }
  send(RosterCall::sign(view, lead(), *proposal, today), false);
}

void drop(protocol::Day today) {
  const PublicView& view = desk().view();
  const protocol::Proposal* const proposal = find_proposal(desk().input_text());
  if (proposal == nullptr) return say_refusal("no_such_proposal");
  send(RosterCall::drop(view, lead(), *proposal, today), false);
}

void remove(protocol::Day today) {
  const auto bytes = from_hex(desk().input_text());
  if (!bytes || bytes->size() != protocol::kSupporterIdSize) return say_refusal("not_listed");
  const auto id =
      to_array<protocol::kSupporterIdSize>(FixedView<protocol::kSupporterIdSize>(*bytes));
  const PublicView& view = desk().view();
  const auto listed = view.log().roster().find(id);
  if (listed == view.log().roster().end() || listed->second.removed_from) {
    return say_refusal("not_listed");
  }
  send(RosterCall::propose_removal(view, lead(), id, today), false);
}

void remove_recipient(protocol::Day today) {
  const std::string_view input = desk().input_text();
  if (input.size() != 1 || input[0] < '0' || input[0] > '7') panic("module: not a place");
  const auto place = static_cast<std::uint8_t>(input[0] - '0');
  const PublicView& view = desk().view();
  if (!view.log().recipients().contains(place)) return say_refusal("not_listed");
  send(RosterCall::propose_recipient_removal(view, lead(), place, today), false);
}

void add_trustee(protocol::Day today) {
  if (!desk().offered) panic("module: no trustee was read");
  const protocol::Entry& entry = *desk().offered;
  const auto& trustee = std::get<protocol::TrusteeKey>(entry.body);
  if (!same_words(six_words(trustee.signing_key), desk().input_text())) {
    return say_refusal("six_words_differ");
  }
  send(RosterCall::begin(desk().view(), lead(), entry, today), false);
}

}  // namespace

void sotto_lead_key() {
  const LockerKeys& keys = desk().lead_file_keys();
  const SigningKey key = SigningKey::generate();
  desk().begin().object().member("publicKey", to_hex(key.public_key)).end_object();
  say_bytes(seal_lead_key(key, keys, desk().lead_salt));
  desk().keys[static_cast<std::size_t>(KeysOf::kLead)].reset();
  desk().fresh_words.reset();
}

void sotto_read_draft() {
  desk().begin();
  const auto entry = protocol::Entry::parse(draft_of(desk().input.expose()));
  const auto* genesis = entry ? std::get_if<protocol::Genesis>(&entry->body) : nullptr;
  if (genesis == nullptr) return say_refusal("not_a_draft");
  write_genesis(desk().text, *genesis);
}

void sotto_sign_draft() {
  desk().begin();
  const LockerKeys keys = desk().take(KeysOf::kLead);
  const auto parts = file_and_text();
  if (!parts) panic("module: no file and text");
  const auto key = open_lead_key(parts->file, keys);
  if (!key) return say_refusal("wrong_words");
  const auto signed_draft = sign_genesis(draft_of(as_bytes(parts->text)), *key);
  if (!signed_draft) return say_refusal(name(signed_draft.error()));
  const auto entry = protocol::Entry::parse(*signed_draft);
  const auto& genesis = std::get<protocol::Genesis>(entry->body);
  const std::uint32_t which = genesis.leads[0] == key->public_key ? 0 : 1;
  desk().text.object().member("lead", which);
  desk().text.member("signature", to_hex(genesis.signatures[which])).end_object();
}

void sotto_read_trustee() {
  desk().begin();
  auto entry = protocol::Entry::parse(draft_of(desk().input.expose()));
  const auto* trustee = entry ? std::get_if<protocol::TrusteeKey>(&entry->body) : nullptr;
  if (trustee == nullptr || entry->day != 0 || !trustee->signatures.empty()) {
    return say_refusal("not_a_trustee_file");
  }
  if (!signed_by_themself(*trustee, desk().view().genesis())) {
    return say_refusal("trustee_of_another");
  }
  desk().text.object().member("place", trustee->place).member("title", trustee->title);
  desk().text.end_object();
  desk().offered = std::move(*entry);
}

void sotto_open_desk() {
  desk().begin();
  const LockerKeys keys = desk().take(KeysOf::kLead);
  auto key = open_lead_key(desk().input.expose(), keys);
  if (!key) return say_refusal("wrong_words");
  auto found = lead_of(desk().view().log(), std::move(*key));
  if (!found) return say_refusal("not_a_lead");
  desk().text.object().member("lead", found->lead).end_object();
  desk().lead = std::move(*found);
}

void sotto_roster(std::uint32_t what, double now) {
  desk().begin();
  const protocol::Day today = desk().view().policy().calendar.day(time_of(now));
  switch (static_cast<Roster>(what)) {
    case Roster::kPropose:
      return propose(today);
    case Roster::kRead:
      return send(RosterCall::read(desk().view(), lead(), today), true);
    case Roster::kSign:
      return sign(today);
    case Roster::kRemove:
      return remove(today);
    case Roster::kDrop:
      return drop(today);
    case Roster::kRemoveRecipient:
      return remove_recipient(today);
    case Roster::kAddTrustee:
      return add_trustee(today);
  }
  panic("module: no such request");
}

void sotto_next_policy() {
  desk().begin();
  desk().next_policy = protocol::Policy::parse(desk().input.expose());
  say_ok();
}

void sotto_roster_answer(std::uint32_t status) {
  desk().begin();
  if (!desk().call) panic("module: an answer to nothing");
  const RosterCall call = std::move(*desk().call);
  desk().call.reset();
  if (status == 0) return say_failure(Failure::kNoAnswer, {});
  auto answer = call.open({status, to_bytes(desk().input.expose())});
  if (!answer) return say_failure(answer.error().why, answer.error().status);
  if (desk().call_reads) desk().proposals = std::move(*answer);
  Json& out = desk().text.object();
  out.key("proposals").list();
  for (const protocol::Proposal& each : desk().proposals) {
    const auto seen = see(each, desk().view(), desk().next_policy);
    if (!seen) return say_failure(Failure::kNotSotto, {});
    write_proposal(out, *seen);
  }
  out.end_list().end_object();
}

}  // namespace sotto::client::wasm
