#include "client/cli/commands.h"

#include "crypto/base/panic.h"

namespace sotto::client::cli {

Exit run(Host& host, const Arguments& arguments) {
  switch (arguments.command) {
    case Command::kEnrol:
      return enrol(host, arguments);
    case Command::kVisit:
      return visit(host, arguments);
    case Command::kNewWords:
      return new_words(host, arguments);
    case Command::kExtend:
      return extend(host, arguments);
    case Command::kListing:
      return listing(host, arguments);
    case Command::kSixWords:
      return six_words(host, arguments);
    case Command::kCalendar:
      return calendar(host, arguments);
    case Command::kLeadKey:
      return lead_key(host, arguments);
    case Command::kLeadSignGenesis:
      return lead_sign_genesis(host, arguments);
    case Command::kLeadProposals:
      return lead_proposals(host, arguments);
    case Command::kLeadSign:
      return lead_sign(host, arguments);
    case Command::kLeadDrop:
      return lead_drop(host, arguments);
    case Command::kLeadRemove:
      return lead_remove(host, arguments);
    case Command::kLeadRemoveRecipient:
      return lead_remove_recipient(host, arguments);
    case Command::kLeadOffer:
      return lead_offer(host, arguments);
    case Command::kLeadReplace:
      return lead_replace(host, arguments);
    case Command::kLeadBuild:
      return lead_build(host, arguments);
    case Command::kConcernSeal:
      return concern_seal(host, arguments);
    case Command::kConcernShow:
      return concern_show(host, arguments);
    case Command::kConcernAudit:
      return concern_audit(host, arguments);
    case Command::kRecipientPropose:
      return recipient_propose(host, arguments);
    case Command::kRecipientShow:
      return recipient_show(host, arguments);
    case Command::kRecipientOpen:
      return recipient_open(host, arguments);
    case Command::kRecipientAcknowledge:
      return recipient_acknowledge(host, arguments);
    case Command::kRecipientOutcome:
      return recipient_outcome(host, arguments);
    case Command::kRecipientRecord:
      return recipient_record(host, arguments);
    case Command::kDirectorNew:
      return director_new(host, arguments);
    case Command::kDirectorShow:
      return director_show(host, arguments);
    case Command::kDirectorImport:
      return director_import(host, arguments);
    case Command::kDirectorSet:
      return director_set(host, arguments);
    case Command::kDirectorAllocate:
      return director_allocate(host, arguments);
    case Command::kDirectorLetters:
      return director_letters(host, arguments);
    case Command::kDirectorPairs:
      return director_pairs(host, arguments);
    case Command::kDirectorFeedback:
      return director_feedback(host, arguments);
    case Command::kDirectorStatement:
      return director_statement(host, arguments);
    case Command::kVerifyStatement:
      return verify_statement(host, arguments);
    case Command::kDirectorEnrol:
      return director_enrol(host, arguments);
    case Command::kDirectorVisit:
      return director_visit(host, arguments);
    case Command::kDirectorHandOver:
      return director_hand_over(host, arguments);
    case Command::kDirectorTakeOver:
      return director_take_over(host, arguments);
    case Command::kPeer:
      return peer(host, arguments);
    case Command::kLeadAddTrustee:
      return lead_add_trustee(host, arguments);
    case Command::kTrusteePropose:
      return trustee_propose(host, arguments);
    case Command::kTrusteeVisit:
      return trustee_visit(host, arguments);
    case Command::kFigures:
      return figures(host, arguments);
    case Command::kTrusteeBeginAgain:
      return trustee_begin_again(host, arguments);
    case Command::kCodes:
      return codes(host, arguments);
    case Command::kLogVerify:
      return log_verify(host, arguments);
    case Command::kVerifySite:
      return verify_site(host, arguments);
    case Command::kWitnessKey:
      return witness_key(host, arguments);
    case Command::kWitnessServe:
      return witness_serve(host, arguments);
    case Command::kWitnessCosign:
      return witness_cosign(host, arguments);
  }
  panic("commands: not a command");
}

}  // namespace sotto::client::cli
