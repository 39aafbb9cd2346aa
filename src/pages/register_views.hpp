// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "base/messages.hpp"
#include "http/message.hpp"
#include "model/record.hpp"
#include "pages/pages.hpp"
#include "pages/view.hpp"
#include "registry/look_alikes.hpp"
#include "registry/registering.hpp"

/// Internal to pages: what the pages of drafts show alike.
namespace entente::pages {

/// "/registering/ID", behind the language.
std::string draft_path(const base::Uuid& draft);

/// The steps of a draft, {href, label, number, current}: where one is, and where one can go.
View draft_steps(const registry::Draft&, std::string_view current, std::string_view language);
/// The path behind the language of what follows a step.
std::string step_after(const registry::Draft&, std::string_view step);

/// {rows: [{href, title, why}], count} of those that look like it; false where none does.
View alike_view(const std::vector<registry::LookAlike>&, const base::Messages&);
/// Those that a draft looks like.
std::vector<registry::LookAlike> alike_of(const Context&, const registry::Draft&);

/// What a page of a draft says, with its gaps: a list of facts for "purpose", "place" or "governance".
View step_facts(std::string_view step, const registry::Draft&, const base::Messages&);
/// The same of one party's part.
View draft_part_facts(const model::Participation&, const base::Messages&);

/// rows {label, old_value, new_value} of what a change would change, as it stands today; false for a draft of
/// something new.
View change_view(const Context&, const registry::Draft&, const base::Messages&);

/// All answers of a draft with their gaps, and its thread: {sections: [{label, href, facts}], parties,
/// notes}.
View draft_view(const registry::Draft&, const base::Messages&);

/// rows {href, title, state, since, begun_by, organisation, of_change} of drafts; `path` + the draft's id is
/// where a row leads.
View draft_rows(const Context&, const std::vector<registry::DraftLine>&, std::string_view path,
                const base::Messages&);

/// The draft's page as it will be, without what needs it to be published.
http::Response draft_preview(const Context&, const http::Request&, std::string_view language,
                             const base::Uuid& draft, const std::string& path);

/// A fault of the request in a person's words: the key of a message, or "" for one that has none.
std::string key_of_fault(const std::string& thing);
/// The same for what is in the way of a wish, of a draft as it stands now; `seen` is what was looked at.
std::string key_of_conflict(const base::Conflict&, const registry::Draft&, std::int64_t seen);

}  // namespace entente::pages
