// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

/// Internal to store: letters that wait, and what was done to accounts. As in account_table.hpp.
namespace entente::store::account_sql {

inline constexpr std::string_view kLettersDue =
    "SELECT id, sealed, tries, made, due, expires FROM letter WHERE due <= $1 ORDER BY due, id LIMIT $2";
inline constexpr std::string_view kLetterCount = "SELECT count(*) FROM letter";
inline constexpr std::string_view kPutLetter =
    "INSERT INTO letter (id, sealed, tries, made, due, expires) VALUES ($1, $2, $3, $4, $5, $6) "
    "ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed, tries = excluded.tries, due = excluded.due, "
    "expires = excluded.expires";
inline constexpr std::string_view kRemoveLetter = "DELETE FROM letter WHERE id = $1";
inline constexpr std::string_view kExpiredLetters = "DELETE FROM letter WHERE expires <= $1 RETURNING id";

inline constexpr std::string_view kEventsOf =
    "SELECT id, time, actor, account, what, detail, network FROM account_event WHERE account = $1 AND id < "
    "$2 "
    "ORDER BY id DESC LIMIT $3";
inline constexpr std::string_view kEvents =
    "SELECT id, time, actor, account, what, detail, network FROM account_event WHERE id < $1 ORDER BY id "
    "DESC "
    "LIMIT $2";
inline constexpr std::string_view kRefusals =
    "SELECT id, time, actor, account, what, detail, network FROM account_event WHERE id < $1 AND "
    "substr(what, 1, 8) = 'refused_' ORDER BY id DESC LIMIT $2";
inline constexpr std::string_view kNoRefusals =
    "SELECT id, time, actor, account, what, detail, network FROM account_event WHERE id < $1 AND "
    "substr(what, 1, 8) <> 'refused_' ORDER BY id DESC LIMIT $2";
/// The newest that is one too many; none where there are no more.
inline constexpr std::string_view kOldestRefusal =
    "SELECT id FROM account_event WHERE substr(what, 1, 8) = 'refused_' ORDER BY id DESC LIMIT 1 OFFSET $1";
inline constexpr std::string_view kOldRefusals =
    "DELETE FROM account_event WHERE substr(what, 1, 8) = 'refused_' AND (time < $1 OR id <= $2) RETURNING "
    "id";
inline constexpr std::string_view kPutEvent =
    "INSERT INTO account_event (id, time, actor, account, what, detail, network) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7)";
inline constexpr std::string_view kOldEvents = "DELETE FROM account_event WHERE time < $1 RETURNING id";

inline constexpr std::string_view kOldAsked =
    "SELECT id FROM account WHERE state = $1 AND password = '' AND made < $2 ORDER BY id LIMIT $3";

}  // namespace entente::store::account_sql
