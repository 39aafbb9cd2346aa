// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "access/permission.hpp"
#include "access/role.hpp"
#include "store/store.hpp"

/// Internal to registry: what people type about accounts, and what the store keeps of it.
namespace entente::registry {

struct Visitor;

/// An address for mail as it is kept: without spaces round it, in small letters. Throws base::BadInput where
/// it can be none.
std::string kept_address(std::string_view typed);
/// The same; empty where it can be none.
std::string address_or_nothing(std::string_view typed);

/// A person's name as it is kept. Throws base::BadInput where it is empty, too long or no text.
std::string kept_name(std::string_view typed);

/// Throws base::BadInput where the register does not speak it.
std::string kept_language(std::string_view code);

/// The address that a link for another one proves; "" for a link of another purpose.
std::string address_in_purpose(std::string_view purpose);

/// Whether something holds from `made` to `expires`: not where it was made in a future that a wrong clock
/// showed. Clocks of nodes may differ by five minutes.
bool holds_now(base::Instant made, base::Instant expires, base::Instant now);

/// The account of whoever has signed in. Throws access::Refused where nobody has.
const store::Account& require_own(const Visitor&);

/// Roles that this program knows.
std::vector<access::Grant> grants_of(const std::vector<store::AccountRole>&);

/// What a commit says of who acts.
std::string author_of(const access::Actor&);
/// The same, and what they call the request, so that it is done once.
store::WriteOptions written_by(const access::Actor&);

/// The account that acts in a session. Throws access::Refused where there is none.
const base::Uuid& require_account(const access::Actor&);

/// Throws access::Refused where no row of the table allows it.
void require(const access::Actor&, access::Action, const access::Target&);
/// The same for giving and withdrawing a role, whose form is looked at too.
void require_appointing(const access::Actor&, const access::Grant&);

/// Puts on record what `actor` did to an account; `what` is a word of the messages event.….
void record_event(store::AccountWriter&, const access::Actor& actor, const base::Uuid& account,
                  std::string_view what, std::string_view detail, base::Instant now);

/// Puts on record that a token did something by the scope `office`, in the unit that
/// does it: with the token's name and what it was done to, where that is said. Nothing where it was done
/// otherwise.
void note_office_act(store::UnitOfWork&, const access::Actor&, access::Action, const std::string& about,
                     base::Instant now);
/// Tokens that were made with a second factor end with it.
void end_office_tokens(store::AccountWriter&, const access::Actor&, const base::Uuid& account,
                       base::Instant now);

/// A role was given: its place is vacant no more.
void note_given(store::UnitOfWork&, const access::Grant&);
/// A role was withdrawn: where nobody holds it any more, its place is vacant from now on.
void note_left(store::UnitOfWork&, const access::Grant&, base::Instant now);
/// The same where an account has left it, which may have known what those who stay should change.
void note_left(store::UnitOfWork&, const base::Clock&, const base::Uuid& account, const access::Grant&);

/// Whether one of them is an office of the register.
bool has_office(const std::vector<access::Grant>&);

/// A register without an administrator could be given one by its operator alone: throws base::Conflict where
/// there is no other than `leaving`.
void require_another_administrator(store::AccountReader&, const base::Uuid& leaving);
bool is_administrator(store::AccountReader&, const base::Uuid& account);

}  // namespace entente::registry
