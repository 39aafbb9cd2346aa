// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/common_passwords.hpp"
#include "access/key.hpp"
#include "access/password.hpp"
#include "access/permission.hpp"
#include "base/clock.hpp"
#include "registry/post.hpp"
#include "registry/proven_factor.hpp"
#include "registry/refusal_bounds.hpp"
#include "store/store.hpp"

namespace entente::registry {

/// Whether somebody may make an account by themselves.
enum class Registration : std::uint8_t {
  off,
  open,     ///< whoever has an address
  approved  ///< those whom a steward lets in
};

/// What the use cases of accounts need from whoever runs them.
struct AccountRules {
  access::CommonPasswords common = {};
  access::PasswordCost cost = {};
  std::string register_name = {};  ///< no password is made of it
  /// Second factors are sealed with it; without one nobody sets one up.
  std::optional<access::Key> key = {};
  bool mails = false;           ///< there is a relay for mail: links are sent, and not handed over
  std::string public_url = {};  ///< what links in mails begin with
  Registration registration = Registration::off;
};

/// Who sends a request, by the secret in the cookie that came with it.
struct Visitor {
  access::Actor actor;  ///< nobody, where there is no session or a code is still to be given
  std::optional<store::Account> account;
  std::optional<store::Session> session;
  bool code_wanted = false;  ///< the password was right, the second factor is still to come
  /// A role it holds does not count, because this account has no second factor yet.
  bool lacks_second_factor = false;
};

/// Who sends a request by a token.
struct Bearer {
  access::Actor actor;  ///< nobody, where the token holds no more
  std::optional<store::Account> account;
  std::optional<store::Token> token;
};

/// A token as a person wants it.
struct NewToken {
  std::string name;
  std::vector<access::Scope> scopes;
  std::int64_t days = 0;
};
/// Whether one can be made so: a name of a line, a scope, 1 to 366 days.
bool is_token_form(const NewToken&);
/// What acts in an office that asks for a second factor holds for less long.
inline constexpr std::int64_t kMostOfficeTokenDays = 90;
bool outlives_office(const NewToken&);

struct MadeToken {
  base::Uuid id;
  std::string secret;  ///< shown once
};

/// Where a request comes from.
struct Origin {
  std::string peer;    ///< the client's address
  std::string client;  ///< what the browser calls itself
};

enum class SignInState : std::uint8_t {
  refused,  ///< address, password or code do not fit; which of them is not said
  wait,     ///< too many did not; not even looked at
  code,     ///< the second factor is to be given
  done
};

struct SignIn {
  SignInState state = SignInState::refused;
  std::string secret;      ///< of the session, where there is one
  base::Instant heard_at;  ///< of `wait`
};

/// What the state of an account is called, in whatever is no page: "invited", "open", "asked", "waiting",
/// "closed". Pages say it in the reader's language.
std::string_view word_of(store::AccountState);

/// What came of a second factor that was asked for once more.
struct FactorProof {
  std::optional<ProvenFactor> proven;
  std::optional<base::Instant> heard_at;  ///< there were too many: the next is heard from then on
};

/// What stands behind a one-time link.
struct LinkView {
  std::string purpose;  ///< one of the names below
  std::optional<store::Account> account;
  std::string address = {};  ///< of kNewAddress: the one it proves
};
inline constexpr std::string_view kFirstLink = "first administrator";
inline constexpr std::string_view kInvitation = "invitation";
inline constexpr std::string_view kNewPassword = "new password";
inline constexpr std::string_view kNewStart = "new password and second factor";
inline constexpr std::string_view kRegistration = "registration";
inline constexpr std::string_view kNewAddress = "new address";

/// What a person enters behind a link.
struct NewPerson {
  std::string address, name;  ///< of the first administrator alone
  std::string language;
  std::string password;
};

/// Whether a text can be an address for mail, and the name of a person: for forms, before anything is asked.
bool is_address(std::string_view);
bool is_person_name(std::string_view);

/// How setting a password ended.
struct PasswordSet {
  std::optional<access::PasswordFault> fault;
  SignIn sign_in;      ///< where there is no fault; `refused` where one signs in by oneself afterwards
  bool waits = false;  ///< for those who look after the register to let the person in
};

struct AccountLine {
  store::Account account;
  std::vector<access::Grant> grants;
};

/// What was done to an account, with the names of those concerned as they are now.
struct EventLine {
  store::AccountEvent event;
  std::string actor_name;  ///< empty: the operator, or somebody who had not signed in
  std::string account_name;
};

/// Everything one account holds, for its owner and for administration.
struct AccountDetail {
  store::Account account;
  std::vector<store::AccountRole> roles;
  std::vector<store::Session> sessions;
  std::int64_t recovery_codes = 0;
};

/// The use cases of accounts. Whoever asks for something is handed in; what the table of permissions does not
/// allow throws access::Refused. `by_operator()` is whoever has the program's own shell.
class Accounts {
 public:
  Accounts(store::Store& store, const base::Clock& clock, AccountRules rules);

  /// Who may do everything, without an account: the operator at the command line.
  static const access::Actor& by_operator();

  // Who asks ----------------------------------------------------------------------------------
  Visitor visitor(std::string_view secret) const;

  // Signing in and out ------------------------------------------------------------------------
  SignIn sign_in(std::string_view address, std::string_view password, const Origin&);
  /// The second factor or a recovery code, for a session that waits for it.
  SignIn give_code(const Visitor&, std::string_view typed, const Origin&);
  void sign_out(const Visitor&);
  /// The second factor once more, in a session in which it was given: for one act that asks for it, in the
  /// words of that act (registry/proven_factor.hpp).
  FactorProof prove_factor(const Visitor&, std::string_view typed, std::string_view act, const Origin&);

  // Links that open once ----------------------------------------------------------------------
  /// For the first administrator: in an empty register alone. With `others_stay` those made before still
  /// open, as nodes of one register print theirs; else they open nothing any more. Whichever is opened first
  /// ends all.
  std::optional<std::string> first_link(bool others_stay = false);
  std::optional<LinkView> link(std::string_view secret) const;
  /// Throws base::NotFound where it opens nothing any more.
  PasswordSet open_link(std::string_view secret, const NewPerson&, const Origin&);

  // Asking without an account -----------------------------------------------------------------
  /// Whether the register sends mail, and whether people may register.
  bool mails() const;
  Registration registration() const;
  /// A link for a new password, or an account. What comes of it is told by mail alone; gives the moment from
  /// which the next wish is heard where there were too many. Throws base::BadInput where an address can be
  /// none.
  std::optional<base::Instant> ask_new_password(std::string_view address, const Origin&);
  std::optional<base::Instant> ask_account(const NewPerson&, const Origin&);
  /// Looks into such a wish, and removes the letter it waited in.
  void answer(const Asked&, const base::Uuid& letter);
  /// An account for a new person whose address is known to be theirs, in one commit with what `with` writes
  /// for it; signed in. Throws base::Conflict where the address has an account.
  PasswordSet make(const NewPerson&, const Origin&,
                   const std::function<void(store::UnitOfWork&, const store::Account&)>& with);

  /// Counts a code that somebody types before it is looked at; gives the moment from which the next is heard
  /// where too many from that network led nowhere.
  std::optional<base::Instant> count_code(const Origin&);
  void forgive_code(const Origin&);

  Letterhead letterhead() const;
  /// What must be read again is sealed with it; none where the register has none.
  const std::optional<access::Key>& key() const { return rules_.key; }
  /// Counts a letter to an address that somebody with an account asks for, who is not to flood it. Gives the
  /// moment from which the next is taken where there were too many; the unit is to be committed then, too.
  std::optional<base::Instant> count_letter_to(store::AccountWriter&, std::string_view address) const;
  /// Puts a mail among what waits to be sent, with the unit that writes it; where the register sends any.
  /// Throws base::Conflict where the register has another key by now.
  void post(store::UnitOfWork&, const Words&, std::int64_t life_ms) const;

  // One's own account -------------------------------------------------------------------------
  AccountDetail own(const Visitor&) const;
  void set_preferences(const Visitor&, std::string_view name, std::string_view language, bool low_data);
  /// False where the present one is wrong. Ends all other sessions.
  PasswordSet change_password(const Visitor&, std::string_view present, std::string_view wanted,
                              const Origin&);
  /// Takes a second factor that the person's telephone has learnt, and gives the recovery codes. Nothing
  /// where the code does not fit. All other sessions end, and this one has a new secret.
  struct Enrolled {
    std::vector<std::string> recovery_codes;
    std::string secret;
  };
  std::optional<Enrolled> enrol(const Visitor&, std::string_view totp_secret, std::string_view code,
                                std::string_view password, const Origin&);
  /// New ones in place of the old. Nothing where the password is wrong.
  std::optional<std::vector<std::string>> renew_recovery_codes(const Visitor&, std::string_view password,
                                                               const Origin&);
  /// Has a link sent that proves another address. False where the password is wrong; true tells nothing of
  /// who has that address.
  bool ask_new_address(const Visitor&, std::string_view address, std::string_view password, const Origin&);
  /// Opens such a link. Throws base::NotFound where it opens nothing any more.
  void confirm_address(std::string_view secret, const Origin&);
  /// False where there is none of that id.
  bool end_session(const Visitor&, const base::Uuid& id);
  void end_other_sessions(const Visitor&);
  /// Erases the account, for good: what it wrote keeps its id alone. False where the password is wrong.
  /// Throws base::Conflict for the last administrator.
  bool erase_own(const Visitor&, std::string_view password, const Origin&);
  /// All that the register holds about the person, as JSON.
  std::string own_data(const Visitor&) const;

  // What was done -----------------------------------------------------------------------------
  /// The newest first, those before an event (nil: all).
  std::vector<EventLine> own_events(const Visitor&, const base::Uuid& before, std::size_t limit) const;
  /// Of all accounts, or of one.
  std::vector<EventLine> events(const access::Actor&, const std::optional<base::Uuid>& account,
                                const base::Uuid& before, std::size_t limit,
                                store::Refusals = store::Refusals::with) const;

  // Tokens for programs -----------------------------------------------------------------------
  Bearer bearer(std::string_view secret) const;
  /// Nothing where the password is wrong. Throws base::Conflict where there are as many as one may have, and
  /// access::Refused where it is for offices that ask for a second factor, and none was given in the session.
  std::optional<MadeToken> make_token(const Visitor&, const NewToken&, std::string_view password,
                                      const Origin&);
  /// By the operator, for anybody.
  MadeToken make_token(const access::Actor&, const base::Uuid& account, const NewToken&);
  std::vector<store::Token> tokens(const access::Actor&, const base::Uuid& account) const;
  /// At once, everywhere. False where the account has none of that id.
  bool withdraw_token(const access::Actor&, const base::Uuid& account, const base::Uuid& id);

  // The feed of one's notices -----------------------------------------------------------------
  /// The secret of an address at which it is read without signing in, in place of the earlier one. Nothing
  /// where the password is wrong.
  std::optional<std::string> make_feed(const Visitor&, std::string_view password, const Origin&);
  /// At once, everywhere.
  void end_feed(const Visitor&);

  // Others' accounts --------------------------------------------------------------------------
  /// In order of id; of one state, or of all.
  std::vector<AccountLine> list(const access::Actor&, const base::Uuid& after, std::size_t limit,
                                std::optional<store::AccountState> state = {}) const;
  AccountDetail look(const access::Actor&, const base::Uuid& account) const;
  // Links go by mail to whom they are for; where the register sends none, their secrets come back, to be
  // handed over, and else "".
  /// An account that waits for its owner. Throws base::Conflict where the address has one.
  struct Invited {
    base::Uuid account;
    std::string secret;
  };
  Invited invite(const access::Actor&, std::string_view address, std::string_view name,
                 std::string_view language, const access::Grant&);
  void give(const access::Actor&, const base::Uuid& account, const access::Grant&);
  void withdraw(const access::Actor&, const base::Uuid& account, const access::Grant&);
  /// A link for a lost password, or, with `new_start`, a lost telephone too.
  std::string help(const access::Actor&, const base::Uuid& account, bool new_start);
  /// A link that proves another address of theirs. Throws base::Conflict where that has an account.
  std::string give_address(const access::Actor&, const base::Uuid& account, std::string_view address);
  void close(const access::Actor&, const base::Uuid& account);
  /// Lets somebody in who registered. Throws base::Conflict where there is nobody to let in.
  void admit(const access::Actor&, const base::Uuid& account);
  /// The account of an address. Throws base::NotFound.
  base::Uuid account_of(std::string_view address) const;

  // Refusals ----------------------------------------------------------------------------------
  /// Puts on record, within bounds, that somebody was refused: `what` is a word of the messages
  /// event.refused_…; `account` is whose it was about (nil: nobody's); `detail` holds no secret. A fault is
  /// logged.
  void note_refusal(std::string_view what, const access::Actor&, const base::Uuid& account,
                    std::string_view detail) noexcept;

  // The register's key ------------------------------------------------------------------------
  /// Makes the key in the rules the register's, and seals what stood in clear. Throws base::Conflict where
  /// something is sealed with another.
  void take_key();
  /// The same where the old key is lost: second factors sealed with it are removed, and are to be set up
  /// anew. Returns how many were.
  std::size_t replace_key();

 private:
  store::Store& store_;
  const base::Clock& clock_;
  const AccountRules rules_;
  const std::string nobody_;  ///< the hash of a password that nobody has
  RefusalBounds refused_;

  void note_refusal(std::string_view what, const base::Uuid& account, const Origin&) noexcept;

  std::vector<std::string> keys_of(std::string_view address, const Origin&) const;
  std::optional<base::Instant> count_attempt(const std::vector<std::string>& keys);
  std::optional<base::Instant> counted_attempt(store::AccountWriter&,
                                               const std::vector<std::string>& keys) const;
  void forgive(store::AccountWriter&, const std::vector<std::string>& keys) const;
  bool password_right(const store::Account&, std::string_view password, const Origin&);
  std::string new_session(store::AccountWriter&, const store::Account&, bool second_factor, const Origin&);
  std::string new_link(store::AccountWriter&, std::string_view purpose, const base::Uuid& account,
                       const base::Uuid& giver, std::int64_t life_ms, bool others_stay = false) const;
  std::optional<access::PasswordFault> fault_of(std::string_view password, const store::Account&) const;
  /// Puts on record what was done; `what` is a word of the messages event.….
  void record(store::AccountWriter&, const access::Actor&, const base::Uuid& account, std::string_view what,
              std::string_view detail = {}) const;
  /// The same of what somebody did to their own account.
  void record(store::AccountWriter&, const base::Uuid& account, std::string_view what, const Origin&) const;
  MadeToken new_token(store::UnitOfWork&, const store::Account&, const NewToken&) const;
  std::optional<base::Instant> ask(const Asked&, const Origin&);
  void answer_new_password(store::UnitOfWork&, const Asked&) const;
  void answer_account(store::UnitOfWork&, const Asked&) const;
  std::string asked_link(store::AccountWriter&, std::string_view purpose, const base::Uuid& account,
                         std::int64_t life_ms, const base::Uuid& giver = {}) const;
  void post_link(store::UnitOfWork&, std::string_view kind, const store::Account&, std::string_view secret,
                 std::int64_t life_ms) const;
  /// The same of a link that is handed over where the register sends no mail: its secret then, else "".
  std::string send_link(store::UnitOfWork&, std::string_view kind, const store::Account&, std::string secret,
                        std::int64_t life_ms) const;
  void post_change(store::UnitOfWork&, std::string_view what, const store::Account&) const;
  void write(const access::Actor&, const std::function<void(store::AccountWriter&)>&);
  /// The secret that an account's codes are made from; "" where it cannot be read.
  std::string factor_secret(const store::Account&) const;
  /// As it is kept. Throws base::Conflict where this register has no key, or another.
  std::string sealed_factor(store::UnitOfWork&, const base::Uuid& account, std::string_view secret) const;
  void write_all(const access::Actor&, const std::function<void(store::UnitOfWork&)>&);
};

}  // namespace entente::registry
