// What a doctor or a supporter of a near-peer scheme is shown of it.

#include "client/core/names.h"
#include "client/core/near_peer/desk_view.h"
#include "client/wasm/views.h"

namespace sotto::client::wasm {
namespace {

void write_agreement(Json& out, const PairView& view, const Visit& visit) {
  out.key("agreement");
  if (!view.pair.agreement) {
    out.null();
    return;
  }
  const SignedAgreement& has = *view.pair.agreement;
  const Agreement& of = has.agreement;
  out.object().member("number", of.number).member("whole", view.agreement_whole);
  out.member("over", view.agreement_over);
  out.member(
      "mine",
      (visit.role() == protocol::Role::kColleague ? has.supportee : has.supporter).has_value());
  out.member("text", has.printable(visit.policy().origin));
  out.member("start", protocol::date_text(of.start)).member("end", protocol::date_text(of.end));
  out.member("howOften", of.how_often).member("where", of.where);
  out.member("means", name(of.means)).member("value", of.means_value);
  out.member("gain", of.gain).member("notes", of.notes).end_object();
}

void write_feedback(Json& out, const std::optional<PairFeedback>& feedback) {
  out.key("feedback");
  if (!feedback) {
    out.null();
    return;
  }
  out.object().key("answers").list();
  for (const std::uint8_t each : feedback->answers) out.number(each);
  out.end_list().member("text", feedback->text).end_object();
}

void write_pair(Json& out, const PairView& view, const Visit& visit) {
  const PairedWith& with = view.pair.with;
  out.object().member("number", view.pair.number).member("name", with.name);
  out.member("email", with.email).member("grade", with.grade).key("met").list();
  for (const std::string& each : with.met) out.text(each);
  out.end_list().member("here", with.has_come()).member("optedOut", with.opted_out);
  out.member("cameBack", view.pair.came_back);
  out.key("engagement");
  view.engagement ? out.number(view.engagement->id) : out.null();
  out.member("introduce", view.introduction_late).member("feedbackDue", view.feedback_due);
  out.member("mayRemind", view.may_remind);
  write_agreement(out, view, visit);
  write_feedback(out, view.pair.feedback);
  out.end_object();
}

}  // namespace

void write_peer(Json& out, const Visit& visit) {
  out.key("peer");
  const PeerState* const peer = visit.peer();
  if (peer == nullptr) {
    out.null();
    return;
  }
  out.object().member("name", peer->name()).member("grade", peer->grade());
  out.member("standing", name(peer->standing())).member("joined", peer->has_joined());
  out.member("known", peer->is_known()).member("statement", peer->statement());
  out.key("pairs").list();
  for (const PairView& each : visit.pairs()) write_pair(out, each, visit);
  out.end_list().end_object();
}

}  // namespace sotto::client::wasm
