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
#include "access/password.hpp"
#include "access/permission.hpp"
#include "base/clock.hpp"
#include "store/store.hpp"

namespace entente::registry {

/// What the use cases of accounts need from whoever runs them.
struct AccountRules {
  access::CommonPasswords common = {};
  access::PasswordCost cost = {};
  std::string register_name = {};  ///< no password is made of it
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

/// What stands behind a one-time link.
struct LinkView {
  std::string purpose;  ///< one of the names below
  std::optional<store::Account> account;
};
inline constexpr std::string_view kFirstLink = "first administrator";
inline constexpr std::string_view kInvitation = "invitation";
inline constexpr std::string_view kNewPassword = "new password";
inline constexpr std::string_view kNewStart = "new password and second factor";

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
  SignIn sign_in;  ///< where there is no fault; `refused` where one signs in by oneself afterwards
};

struct AccountLine {
  store::Account account;
  std::vector<access::Grant> grants;
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

  // Links that open once ----------------------------------------------------------------------
  /// For the first administrator: in an empty register alone. One made before opens nothing any more.
  std::optional<std::string> first_link();
  std::optional<LinkView> link(std::string_view secret) const;
  /// Throws base::NotFound where it opens nothing any more.
  PasswordSet open_link(std::string_view secret, const NewPerson&, const Origin&);

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
  /// False where there is none of that id.
  bool end_session(const Visitor&, const base::Uuid& id);
  void end_other_sessions(const Visitor&);
  /// Erases the account, for good: what it wrote keeps its id alone. False where the password is wrong.
  /// Throws base::Conflict for the last administrator.
  bool erase_own(const Visitor&, std::string_view password, const Origin&);
  /// All that the register holds about the person, as JSON.
  std::string own_data(const Visitor&) const;

  // Others' accounts --------------------------------------------------------------------------
  std::vector<AccountLine> list(const access::Actor&, const base::Uuid& after, std::size_t limit) const;
  AccountDetail look(const access::Actor&, const base::Uuid& account) const;
  /// An account that waits for its owner, and the link to hand over. Throws base::Conflict where the address
  /// has one.
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
  void close(const access::Actor&, const base::Uuid& account);
  /// The account of an address. Throws base::NotFound.
  base::Uuid account_of(std::string_view address) const;

 private:
  store::Store& store_;
  const base::Clock& clock_;
  const AccountRules rules_;
  const std::string nobody_;  ///< the hash of a password that nobody has

  std::vector<std::string> keys_of(std::string_view address, const Origin&) const;
  std::optional<base::Instant> count_attempt(const std::vector<std::string>& keys);
  void forgive(store::AccountWriter&, const std::vector<std::string>& keys) const;
  bool password_right(const store::Account&, std::string_view password, const Origin&);
  std::string new_session(store::AccountWriter&, const store::Account&, bool second_factor, const Origin&);
  std::string new_link(store::AccountWriter&, std::string_view purpose, const base::Uuid& account,
                       const base::Uuid& giver, std::int64_t life_ms) const;
  std::optional<access::PasswordFault> fault_of(std::string_view password, const store::Account&) const;
  void write(const access::Actor&, const std::function<void(store::AccountWriter&)>&);
};

}  // namespace entente::registry
