#include "client/cli/arguments.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <map>

#include "client/core/names.h"

namespace sotto::client::cli {
namespace {

constexpr std::array<const char*, 7> kListingFields = {
    "name", "grade", "site", "specialty", "languages", "interests", "about"};

// Where CLI11 puts what was typed, before it is checked.
struct Typed {
  Arguments out;
  std::string broker, url, ca, genesis, role = "colleague", listing_file, reason, outcome;
  std::string since, until, hours, statement = "supporter", key;  // director, verify-statement
  std::string answers;                                            // peer feedback
  std::map<std::string, std::string> fields;
  std::vector<std::string> lines;       // --do
  std::vector<std::string> wish;        // a wish that has a command of its own
  std::vector<std::string> wish_slots;  // --slot
};

class Parser {
 public:
  Parser() : app_("Sotto, in a quiet voice: confidential peer support.", "sotto") {
    app_.require_subcommand(1);
    app_.fallthrough();
    app_.set_version_flag("--version", "sotto " SOTTO_VERSION);
    app_.add_option("--broker", typed_.broker,
                    "where the broker is: https://HOST or http://HOST:PORT")
        ->envname("SOTTO_BROKER");
    app_.add_option("--ca", typed_.ca, "PEM file of whom to trust for https, not the system's")
        ->envname("SOTTO_CA");
    app_.add_option("--genesis", typed_.genesis, "the log's genesis hash in hex, when you know it");
    app_.add_option("--words-file", typed_.out.words_file, "read the seven words from a file");
    app_.add_option("--locker-file", typed_.out.locker_file,
                    "the locker is in this file instead of with the broker");
    app_.add_option("--public", typed_.out.public_folder,
                    "a folder for each visit's public files; \"concern seal\" asks by them");
    app_.add_flag("--json", typed_.out.json, "one JSON value on standard output");
    add_locker();
    add_colleague();
    add_supporter();
    add_lead();
    add_administrator();
    add_witness();
    add_concern();
    add_recipient();
    add_trustee();
    add_figures();
    add_director();
    add_peer();
  }

  std::variant<Arguments, ParseEnd> parse(int argc, const char* const* argv) {
    try {
      app_.parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
      // Of the deepest command that was named, with all that stands before it.
      return ParseEnd{Exit::kOk, app_.help()};
    } catch (const CLI::CallForVersion& version) {
      return ParseEnd{Exit::kOk, std::string(version.what()) + "\n"};
    } catch (const CLI::ParseError& problem) {
      return ParseEnd{Exit::kUsage, problem.what()};
    }
    if (auto problem = check()) return ParseEnd{Exit::kUsage, *problem};
    return std::move(typed_.out);
  }

 private:
  CLI::App* add(CLI::App& under, const char* name, const char* what, Command command) {
    CLI::App* out = under.add_subcommand(name, what);
    out->callback([this, command] { typed_.out.command = command; });
    return out;
  }

  // A command that is a visit with one wish.
  CLI::App* add_wish(const char* name, const char* what) {
    CLI::App* out = app_.add_subcommand(name, what);
    out->callback([this, name] {
      typed_.out.command = Command::kVisit;
      typed_.wish.insert(typed_.wish.begin(), name);
      typed_.wish.insert(typed_.wish.end(), typed_.wish_slots.begin(), typed_.wish_slots.end());
    });
    return out;
  }
  CLI::App* add_wish_for(const char* name, const char* what) {
    CLI::App* out = add_wish(name, what);
    wish_word(out, "ENGAGEMENT", "its number, as \"sotto show\" has it");
    return out;
  }
  CLI::Option* wish_word(CLI::App* command, const char* name, const char* what) {
    const auto take = [this](const std::string& word) { typed_.wish.push_back(word); };
    return command->add_option_function<std::string>(name, take, what)->required();
  }

  void add_locker() {
    CLI::App* enrol = add(app_, "enrol", "open a locker with a slip", Command::kEnrol);
    enrol->add_option("--role", typed_.role, "colleague, supporter or recipient")
        ->check(CLI::IsMember({"colleague", "supporter", "recipient"}));
    add_slip(enrol);
    add_words_out(enrol);
    CLI::App* show = add(app_, "show", "visit, and show what there is", Command::kVisit);
    show->parse_complete_callback([this] { typed_.out.show = true; });
    show->add_flag("--directory", typed_.out.directory, "the list of supporters too");
    CLI::App* visit = add(app_, "visit", "visit, and do several things at once", Command::kVisit);
    visit->parse_complete_callback([this] { typed_.out.show = true; });
    visit->add_option("--do", typed_.lines, "one thing to do, as \"accept 1\"; may be repeated");
    visit->add_flag("--unattended", typed_.out.unattended, "say nothing of what there is");
    visit->add_flag("--directory", typed_.out.directory, "the list of supporters too");
    add_words_out(add(app_, "new-words", "change the seven words", Command::kNewWords));
    add_slip(add(app_, "extend", "another scheme year by a new slip", Command::kExtend));
    CLI::App* calendar =
        add(app_, "calendar", "the visiting days as a calendar file", Command::kCalendar);
    calendar->add_option("--out", typed_.out.out, "the file to write")->required();
  }

  void add_slip(CLI::App* command) {
    command->add_option("--slip-file", typed_.out.slip_file, "read the slip from a file");
  }
  void add_words_out(CLI::App* command) {
    command->add_option("--words-out", typed_.out.words_out,
                        "write the new words to a file that only you can read");
  }

  void add_colleague() {
    CLI::App* enquire = add_wish("enquire", "ask a supporter to get in touch");
    wish_word(enquire, "SUPPORTER", "the name as listed, or the id; asked for when left out")
        ->required(false);
    enquire
        ->add_option_function<std::string>(
            "--means", [this](const std::string& means) { means_ = means; },
            "in-service, phone, personal-email, work-email, pager or teams")
        ->default_str("in-service");
    CLI::App* choose = add_wish_for("choose", "choose one of the times offered");
    wish_word(choose, "SLOT", "1, 2 or 3");
    add_wish_for("held", "say that the agreed meeting has been held");
    add_wish_for("end", "end an engagement; nobody asks why");
  }

  void add_supporter() {
    add_wish_for("accept", "accept an enquiry");
    add_wish_for("cannot", "say that you cannot take this on just now");
    add_wish_for("offer", "offer one to three times")
        ->add_option("--slot", typed_.wish_slots, "\"2026-12-01T17:00 place\", local time")
        ->required()
        ->expected(1, static_cast<int>(protocol::kSlotsMax));
    add_wish_for("block", "end an engagement and hear no more from it");
    add_wish("pause", "take no enquiries from next week on");
    add_wish("resume", "take enquiries again from next week on");
    CLI::App* listing =
        add(app_, "listing", "propose your entry in the directory", Command::kListing);
    for (const char* name : kListingFields) {
      listing->add_option(std::string("--") + name, typed_.fields[name]);
    }
    listing->add_option("--file", typed_.listing_file, "the fields as lines \"name: value\"");
    add(app_, "six-words", "your six words, to read out to a lead", Command::kSixWords);
  }

  void add_lead() {
    CLI::App* lead = app_.add_subcommand("lead", "what the leads do");
    lead->require_subcommand(1);
    lead->fallthrough();
    CLI::App* key = add(*lead, "key", "make a lead's key", Command::kLeadKey);
    key->add_option("--out", typed_.out.out, "the file to write")->required();
    add_words_out(key);
    CLI::App* genesis =
        add(*lead, "sign-genesis", "sign the beginning of a log", Command::kLeadSignGenesis);
    genesis->add_option("DRAFT", typed_.out.draft, "the draft, as init wrote it")->required();
    CLI::App* sign = add(*lead, "sign", "sign a proposal", Command::kLeadSign);
    sign->add_option("ID", typed_.out.id, "as \"sotto lead proposals\" has it")->required();
    CLI::App* remove =
        add(*lead, "remove", "propose to take a supporter off the list", Command::kLeadRemove);
    remove->add_option("ID", typed_.out.id, "the supporter's id")->required();
    CLI::App* drop = add(*lead, "drop", "take a proposal off the list", Command::kLeadDrop);
    drop->add_option("ID", typed_.out.id, "as \"sotto lead proposals\" has it")->required();
    CLI::App* proposals =
        add(*lead, "proposals", "what waits to be signed", Command::kLeadProposals);
    CLI::App* leaves = add(*lead, "remove-recipient", "propose that a recipient of concerns leaves",
                           Command::kLeadRemoveRecipient);
    add_place(leaves);
    CLI::App* offer =
        add(*lead, "offer", "offer your new key for a lead's place", Command::kLeadOffer);
    offer->add_option("--place", typed_.out.place, "whose place: 0 or 1")
        ->required()
        ->check(CLI::Range(0, 1));
    offer->add_flag("--lost", typed_.out.lost, "the key of this place is lost or stolen");
    offer->add_option("--out", typed_.out.out, "the file to write, for a lead to sign")->required();
    CLI::App* replace =
        add(*lead, "replace", "sign that a new key takes a lead's place", Command::kLeadReplace);
    replace->add_option("OFFER", typed_.out.draft, "the file that offer wrote")->required();
    CLI::App* build =
        add(*lead, "build", "sign which pages the broker serves", Command::kLeadBuild);
    build->add_option("--version", typed_.out.version, "its name, as 1.4.2")->required();
    build->add_option("--manifest", typed_.out.draft, "the manifest of the pages' folder")
        ->required();
    CLI::App* trustee =
        add(*lead, "add-trustee", "sign that somebody is a trustee", Command::kLeadAddTrustee);
    trustee->add_option("FILE", typed_.out.draft, "as \"sotto trustee propose\" wrote it")
        ->required();
    for (CLI::App* command :
         {genesis, sign, drop, remove, leaves, proposals, offer, replace, build, trustee}) {
      command->add_option("--key", typed_.out.key_file, "the lead's key file")->required();
    }
  }

  CLI::App* add_place(CLI::App* command) {
    command->add_option("PLACE", typed_.out.place, "1 to 8")->required()->check(CLI::Range(1, 8));
    return command;
  }
  CLI::App* add_number(CLI::App* command) {
    command
        ->add_option("CONCERN", typed_.out.concern,
                     "its number, as \"sotto recipient show\" has it")
        ->required();
    return command;
  }

  void add_concern() {
    CLI::App* concern =
        app_.add_subcommand("concern", "a serious risk to somebody: telephone first");
    concern->require_subcommand(1);
    concern->fallthrough();
    CLI::App* seal =
        add(*concern, "seal", "seal a concern for the recipients you tick", Command::kConcernSeal);
    seal->add_option("--answers", typed_.out.answers_file,
                     "the answers, as JSON; asked for, by what --public has kept, when left out");
    seal->add_flag("--drill", typed_.out.drill, "an exercise; only who opens it sees that");
    add(*concern, "show", "visit, and show who can be ticked and what became of yours",
        Command::kConcernShow);
    CLI::App* audit =
        add(*concern, "audit", "check a decision record against the log", Command::kConcernAudit);
    audit->add_option("FILE", typed_.out.record_file, "the record")->required();
  }

  void add_recipient() {
    CLI::App* recipient = app_.add_subcommand("recipient", "what recipients of concerns do");
    recipient->require_subcommand(1);
    recipient->fallthrough();
    CLI::App* propose = add(*recipient, "propose", "propose yourself to the leads as a recipient",
                            Command::kRecipientPropose);
    add_place(propose);
    propose->add_option("--title", typed_.out.title, "your role: \"Clinical lead, first\"")
        ->required();
    add(*recipient, "show", "visit, and show the concerns that are yours", Command::kRecipientShow);
    CLI::App* open = add_number(
        add(*recipient, "open", "ask the broker to open a concern", Command::kRecipientOpen));
    open->add_option("--reason", typed_.reason, "addressed, asked-by-phone, other-absent or drill")
        ->default_str("addressed");
    add_number(add(*recipient, "acknowledge", "say that you have read it",
                   Command::kRecipientAcknowledge));
    CLI::App* outcome =
        add_number(add(*recipient, "outcome", "say what you did", Command::kRecipientOutcome));
    outcome->add_option("OUTCOME", typed_.outcome, "no-action, advice, local-action or referred-on")
        ->required();
    CLI::App* record = add_number(
        add(*recipient, "record", "write the record for an auditor", Command::kRecipientRecord));
    record->add_option("--out", typed_.out.out, "the file to write")->required();
  }

  void add_figures() {
    CLI::App* figures = add(app_, "figures", "what the trustees have published", Command::kFigures);
    figures->add_flag("--csv", typed_.out.csv, "as a table for other programs");
  }

  void add_trustee() {
    CLI::App* trustee = app_.add_subcommand("trustee", "what trustees of the figures do");
    trustee->require_subcommand(1);
    trustee->fallthrough();
    CLI::App* propose = add(*trustee, "propose", "make a trustee's words, and what the leads sign",
                            Command::kTrusteePropose);
    propose->add_option("PLACE", typed_.out.place, "1 to 7")->required()->check(CLI::Range(1, 7));
    propose->add_option("--title", typed_.out.title, "your role: \"Medical director\"")->required();
    propose->add_option("--out", typed_.out.out, "the file for a lead")->required();
    add_words_out(propose);
    add(*trustee, "visit",
        "do your next part in making the key, and in opening a quarter's figures",
        Command::kTrusteeVisit)
        ->add_option("--state", typed_.out.state,
                     "cosign the log first; the file of what was cosigned");
    add(*trustee, "begin-again", "give up the ceremony that is held; the next one begins",
        Command::kTrusteeBeginAgain);
  }

  void add_director() {
    CLI::App* director =
        app_.add_subcommand("director", "what the director of a near-peer scheme does");
    director->require_subcommand(1);
    director->fallthrough();
    const auto verb = [&](const char* name, const char* what, Command command) {
      CLI::App* out = add(*director, name, what, command);
      out->add_option("--desk", typed_.out.desk_file, "the file of the director's desk")
          ->required();
      return out;
    };
    verb("new", "visit, and begin a desk in a new file", Command::kDirectorNew);
    verb("show", "everybody on the desk", Command::kDirectorShow);
    CLI::App* import = verb("import", "take a list, or none of it", Command::kDirectorImport);
    import->add_option("WHAT", typed_.out.kind, "doctors or applications")
        ->required()
        ->check(CLI::IsMember({"doctors", "applications"}));
    import->add_option("FILE", typed_.out.input, "CSV")->required();
    verb("set", "note what has happened", Command::kDirectorSet)
        ->add_option("--do", typed_.out.acts, "one thing, as \"attest 3 F2\"; may be repeated")
        ->required()
        ->expected(1)
        ->take_all();
    CLI::App* allocate = verb("allocate", "pair everybody", Command::kDirectorAllocate);
    allocate->add_option("--seed", typed_.out.seed, "decides between what is equal");
    allocate->add_flag("--trial", typed_.out.trial, "show what would come of it, and keep nothing");
    CLI::App* letters = verb("letters", "letters to print or mail", Command::kDirectorLetters);
    letters
        ->add_option("KIND", typed_.out.kind,
                     "notice, supervisors, declined, introductions or invitations")
        ->required()
        ->check(
            CLI::IsMember({"notice", "supervisors", "declined", "introductions", "invitations"}));
    letters->add_option("--out", typed_.out.out, "the file to write")->required();
    verb("pairs", "all pairs as CSV", Command::kDirectorPairs)
        ->add_option("--out", typed_.out.out, "the file to write")
        ->required();
    verb("feedback", "take feedback, or show it once five wait", Command::kDirectorFeedback)
        ->add_option("--in", typed_.out.input, "texts that came on paper, one a line");
    CLI::App* statement = verb("statement", "sign a statement", Command::kDirectorStatement);
    statement->add_option("SUPPORTER", typed_.out.supporter, "the number")->required();
    statement->add_option("--from", typed_.since, "2027-08-04")->required();
    statement->add_option("--until", typed_.until, "2028-08-01")->required();
    statement->add_option("--hours", typed_.hours, "5, 10, 20: up to so many; or more")->required();
    statement->add_option("--role", typed_.statement, "supporter or self-development")
        ->default_str("supporter");
    statement->add_option("--out", typed_.out.out, "the file to write")->required();
    statement->add_flag("--send", typed_.out.send, "to the supporter by a letter, too");
    verb("enrol", "make the desk's next part, with a slip of its own", Command::kDirectorEnrol)
        ->add_option("--slip-file", typed_.out.slip_file, "read the slip's code from a file");
    verb("visit", "carry letters: one visit of each of the desk's parts", Command::kDirectorVisit);
    verb("hand-over", "give the desk to the director after you", Command::kDirectorHandOver)
        ->add_option("--out", typed_.out.out, "the file to write")
        ->required();
    CLI::App* take_over = verb("take-over", "put what the director before gave you on your desk",
                               Command::kDirectorTakeOver);
    take_over->add_option("--in", typed_.out.input, "the file that they gave you")->required();
    take_over->add_option("--code-file", typed_.out.slip_file, "read its code from a file");
    CLI::App* check = add(app_, "verify-statement", "check a statement of a programme director",
                          Command::kVerifyStatement);
    check->add_option("FILE", typed_.out.input, "the statement")->required();
    check->add_option("--key", typed_.key, "the director's key in hex, when you know it");
    check->add_option("--from", typed_.out.from, "a folder with the files log and policy");
  }

  // A visit of a near-peer scheme with one act in it.
  CLI::App* add_act(CLI::App& peer, const char* name, const char* what,
                    std::optional<PeerVerb> act) {
    CLI::App* out = add(peer, name, what, Command::kPeer);
    out->callback([this, act] {
      typed_.out.command = Command::kPeer;
      typed_.out.peer = act;
    });
    return out;
  }
  CLI::App* add_pair_act(CLI::App& peer, const char* name, const char* what, PeerVerb act) {
    CLI::App* out = add_act(peer, name, what, act);
    out->add_option("PAIR", typed_.out.pair, "the number, as peer show says it")->required();
    return out;
  }
  void add_text_file(CLI::App* act) {
    act->add_option("--file", typed_.out.input, "the text, on one line; asked for when left out");
  }

  void add_peer() {
    CLI::App* peer = app_.add_subcommand("peer", "what doctors of a near-peer scheme do");
    peer->require_subcommand(1);
    peer->fallthrough();
    add_act(*peer, "show", "who you are paired with, and what there is to do", std::nullopt)
        ->add_option("--out", typed_.out.out, "a file for the agreement to print, or a statement");
    add_act(*peer, "join", "with the invitation on the director's letter", PeerVerb::kJoin)
        ->add_option("--invitation-file", typed_.out.input, "asked for when left out");
    add_act(*peer, "apply", "to become a supporter", PeerVerb::kApply)
        ->add_option("--file", typed_.out.input, "one application, as director import takes them")
        ->required();
    add_text_file(add_act(*peer, "wishes",
                          "what you would like in a supporter, with semicolons; blank: nothing",
                          PeerVerb::kStateWishes));
    add_act(*peer, "opt-out", "nobody asks why", PeerVerb::kOptOut)
        ->add_flag("--tell", typed_.out.tell, "the supporter may be told");
    add_act(*peer, "opt-in", "again", PeerVerb::kOptIn);
    add_pair_act(*peer, "another", "please; it is nobody's fault", PeerVerb::kAnotherPairing);
    add_act(*peer, "withdraw", "from the scheme, at once", PeerVerb::kWithdraw);
    add_text_file(add_pair_act(*peer, "tell", "the director what is wrong between the two of you",
                               PeerVerb::kTellRelationship));
    add_text_file(add_act(*peer, "about-scheme", "something about the scheme, without your name",
                          PeerVerb::kTellAboutScheme));
    add_pair_act(*peer, "agree", "propose an agreement, or a change", PeerVerb::kProposeAgreement)
        ->add_option("--file", typed_.out.input,
                     "lines \"name: value\": start, end, how often, "
                     "where, means, value, gain, notes")
        ->required();
    add_pair_act(*peer, "sign", "the agreement as peer show has it", PeerVerb::kSignAgreement);
    CLI::App* feedback =
        add_pair_act(*peer, "feedback", "to your supporter alone", PeerVerb::kGiveFeedback);
    feedback->add_option("--answers", typed_.answers, "three numbers 1 to 4, as 4,3,4")->required();
    add_text_file(feedback);
    add_pair_act(*peer, "remind", "a doctor that you are there; no answer is asked for",
                 PeerVerb::kRemind);
  }

  std::optional<std::string> take_peer() {
    if (typed_.out.peer != PeerVerb::kGiveFeedback) return std::nullopt;
    const std::string& typed = typed_.answers;
    bool good = typed.size() == 5;
    for (std::size_t i = 0; good && i < 5; ++i) {
      good = i % 2 == 1 ? typed[i] == ',' : typed[i] >= '1' && typed[i] <= '4';
      if (good && i % 2 == 0) typed_.out.answers[i / 2] = static_cast<std::uint8_t>(typed[i] - '0');
    }
    if (!good) return "Answers are three numbers from 1 to 4, as 4,3,4.";
    return std::nullopt;
  }

  std::optional<std::string> take_director() {
    Arguments& out = typed_.out;
    if (!typed_.key.empty()) {
      const auto key = from_hex(typed_.key);
      if (!key || key->size() != sizeof(SigningPublicKey)) return "A key has 64 hex digits.";
      out.key = to_array<32>(FixedView<32>(*key));
    }
    if (out.command != Command::kDirectorStatement) return std::nullopt;
    const auto since = protocol::parse_date(typed_.since);
    const auto until = protocol::parse_date(typed_.until);
    if (!since || !until) return "A date has the form 2027-08-04.";
    out.since = *since;
    out.until = *until;
    constexpr std::array<std::string_view, 4> kHours{"5", "10", "20", "more"};
    const auto hours = std::ranges::find(kHours, typed_.hours);
    if (hours == kHours.end()) return "Hours are 5, 10, 20 or more.";
    out.hours = static_cast<Hours>(hours - kHours.begin() + 1);
    if (typed_.statement != "supporter" && typed_.statement != "self-development") {
      return "A role is supporter or self-development.";
    }
    out.statement = typed_.statement == "supporter" ? StatementKind::kSupporter
                                                    : StatementKind::kSelfDevelopment;
    return std::nullopt;
  }

  std::optional<std::string> take_concern() {
    if (!typed_.reason.empty()) {
      const auto reason = reason_of(typed_.reason);
      if (!reason) return "A reason is addressed, asked-by-phone, other-absent or drill.";
      typed_.out.reason = *reason;
    }
    if (typed_.out.command != Command::kRecipientOutcome) return std::nullopt;
    const auto outcome = act_of(typed_.outcome);
    if (!outcome || *outcome == protocol::OpeningAct::kAcknowledged) {
      return "An outcome is no-action, advice, local-action or referred-on.";
    }
    typed_.out.outcome = *outcome;
    return std::nullopt;
  }

  void add_administrator() {
    CLI::App* codes = add(app_, "codes", "make slips to print", Command::kCodes);
    codes->add_option("--count", typed_.out.count, "how many")
        ->required()
        ->check(CLI::Range(1, 100000));
    codes->add_option("--site", typed_.out.site, "https://… where people go")->required();
    codes->add_option("--out", typed_.out.out, "the sheet, HTML to print")->required();
    codes->add_option("--hashes", typed_.out.hashes, "what the broker imports")->required();
    codes->add_option("--text", typed_.out.text, "the slips as text too");
    CLI::App* log = app_.add_subcommand("log", "the public log");
    log->require_subcommand(1);
    log->fallthrough();
    CLI::App* verify = add(*log, "verify", "replay all of it", Command::kLogVerify);
    verify->add_option("--from", typed_.out.from,
                       "a folder with the files log, checkpoint, policy, directory, or a mirror");
    verify->add_option("--witnesses", typed_.out.witnesses,
                       "a C2SP policy file: whose cosignatures there must be");
    verify->add_flag("--tiles", typed_.out.tiles, "ask for every tile, too");
    CLI::App* site =
        add(app_, "verify-site", "compare the pages that are served with the log's build",
            Command::kVerifySite);
    site->add_option("URL", typed_.url, "https://HOST, where people go; --broker when left out");
    site->add_option("--build", typed_.out.build_folder,
                     "the folder of a build of your own, compared file by file");
  }

  void add_witness() {
    CLI::App* witness = app_.add_subcommand("witness", "a witness of logs");
    witness->require_subcommand(1);
    witness->fallthrough();
    CLI::App* key = add(*witness, "key", "make a witness' key", Command::kWitnessKey);
    key->add_option("--name", typed_.out.name, "its name, as witness.example/w")->required();
    key->add_option("--out", typed_.out.out, "the file to write")->required();
    CLI::App* cosign = add(*witness, "cosign", "look at a scheme's log and cosign it, once",
                           Command::kWitnessCosign);
    cosign->add_option("--state", typed_.out.state, "the file of what was cosigned")->required();
    cosign->add_option("--key", typed_.out.key_file, "the file of witness key")->required();
    CLI::App* serve = add(*witness, "serve", "cosign logs, until stopped", Command::kWitnessServe);
    serve->add_option("--listen", typed_.out.listen, "address and port; port 0 picks one")
        ->required();
    serve->add_option("--state", typed_.out.state, "the file of what was cosigned")->required();
    serve->add_option("--key", typed_.out.key_file, "the file of witness key")->required();
    serve->add_option("--log", typed_.out.logs, "verifier key of a log; may be repeated")
        ->required()
        ->expected(1)
        ->take_all();
  }

  std::optional<std::string> check() {
    Arguments& out = typed_.out;
    if (typed_.role == "supporter") out.role = protocol::Role::kSupporter;
    if (typed_.role == "recipient") out.role = protocol::Role::kRecipient;
    if (auto problem = take_concern()) return problem;
    if (auto problem = take_director()) return problem;
    if (auto problem = take_peer()) return problem;
    if (!typed_.url.empty()) typed_.broker = typed_.url;
    if (!typed_.broker.empty()) {
      out.broker = parse_origin(typed_.broker);
      if (!out.broker) {
        return "The broker's address has the form https://HOST:PORT or http://HOST:PORT.";
      }
      if (out.broker->tls) out.broker->ca = typed_.ca;
    }
    if (!typed_.genesis.empty()) {
      const auto bytes = from_hex(typed_.genesis);
      if (!bytes || bytes->size() != sizeof(Hash256)) return "A genesis hash has 64 hex digits.";
      out.genesis = to_array<32>(FixedView<32>(*bytes));
    }
    if (out.unattended && !typed_.lines.empty()) {
      return "An unattended visit does nothing of its own; leave out --do or --unattended.";
    }
    if (out.command == Command::kNewWords && !out.locker_file.empty()) {
      return "The words of a locker in a file open nothing without the file, and stay as they are.";
    }
    if (auto problem = take_wishes()) return problem;
    return out.command == Command::kListing ? take_listing() : std::nullopt;
  }

  std::optional<std::string> take_wishes() {
    if (!typed_.wish.empty()) {
      if (typed_.wish.front() == "enquire") {
        typed_.wish.resize(2);
        typed_.wish.push_back(means_);
      }
      auto wish = parse_wish(typed_.wish);
      if (!wish) return wish.error();
      typed_.out.wishes.push_back(std::move(*wish));
    }
    for (const std::string& line : typed_.lines) {
      auto wish = parse_wish(line);
      if (!wish) return wish.error();
      typed_.out.wishes.push_back(std::move(*wish));
    }
    return std::nullopt;
  }

  std::optional<std::string> take_listing() {
    protocol::ListingText& listing = typed_.out.listing;
    for (const char* name : kListingFields) {
      const std::string& value = typed_.fields[name];
      if (!value.empty()) listing.fields.emplace_back(name, value);
    }
    if (!typed_.listing_file.empty()) {
      if (!listing.fields.empty()) return "Give the fields, or --file, but not both.";
      const auto file = read_file(typed_.listing_file, 2 * protocol::kListingTextMax);
      if (!file) return std::string(text(file.error())) + " " + typed_.listing_file;
      const ByteView bytes = file->expose();
      auto parsed = parse_listing(std::string(bytes.begin(), bytes.end()));
      if (!parsed) return "A listing's file has lines \"name: value\", in the order of the help.";
      listing = std::move(*parsed);
    }
    if (!listing.is_valid()) return std::string(text(IntentRefusal::kListingInvalid));
    return std::nullopt;
  }

  CLI::App app_;
  Typed typed_;
  std::string means_ = "in-service";
};

}  // namespace

std::variant<Arguments, ParseEnd> parse_arguments(int argc, const char* const* argv) {
  return Parser().parse(argc, argv);
}

std::optional<std::vector<std::pair<std::string, std::string>>> named_lines(std::string_view text) {
  std::vector<std::pair<std::string, std::string>> out;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) continue;
    const std::size_t colon = line.find(": ");
    if (colon == std::string_view::npos) return std::nullopt;
    out.emplace_back(line.substr(0, colon), line.substr(colon + 2));
  }
  return out;
}

std::optional<protocol::ListingText> parse_listing(std::string_view text) {
  auto fields = named_lines(text);
  if (!fields) return std::nullopt;
  protocol::ListingText out{.fields = std::move(*fields)};
  if (!out.is_valid()) return std::nullopt;
  return out;
}

}  // namespace sotto::client::cli
