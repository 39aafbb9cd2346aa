// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "access/permission.hpp"
#include "registry/reading.hpp"

/// Internal to registry: what reading and writing of the reporting calendar share.
namespace entente::registry {

/// The part that somebody reports for; throws access::Refused where they do not speak for its organisation.
/// Nothing where it, or its partnership, does not stand.
std::optional<Held<model::Participation>> part_to_report(store::Reader&, const access::Actor&,
                                                         const base::Uuid& part);
/// Whether its party has confirmed it.
bool is_confirmed(store::Reader&, const Held<model::Participation>&);
/// The report that an organisation has begun on a partnership and that is not published.
std::optional<Held<model::Report>> open_report(store::Reader&, const base::Uuid& partnership,
                                               const base::Uuid& organisation);
/// The account that handed a report in, or made an appeal: a merge of organisations writes it anew later.
std::string writer_of(store::Reader&, const Held<model::Report>&);
std::string writer_of(store::Reader&, const Held<model::Appeal>&);
/// Whether somebody wrote it, or speaks for the party that did: they do not decide on it.
bool is_own(store::Reader&, const access::Actor&, const Held<model::Report>&);
bool is_own(store::Reader&, const access::Actor&, const Held<model::Appeal>&);

/// Puts what corrects a report, and was handed in, in that one's place, and ends the draft.
void put_correction(store::UnitOfWork&, const base::Uuid& draft, std::int64_t version,
                    const model::Report& correction);
/// Whoever wrote something is told, where they still have an account.
void tell_author(store::UnitOfWork&, const base::Clock&, const std::string& author, std::string_view kind,
                 std::string_view about);

}  // namespace entente::registry
