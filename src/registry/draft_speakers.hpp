// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>
#include <vector>

#include "registry/draft_note.hpp"

/// Internal to registry: whose notes stand in the threads of drafts that are not theirs alone, so that they
/// can be handed out, and end with the account.
namespace entente::registry {

/// Keeps that an account has said something of a draft.
void keep_speaker(store::UnitOfWork&, const base::Uuid& account, const base::Uuid& draft);
/// What an account said of drafts that it did not begin.
std::vector<DraftStep> said_of_drafts(store::Reader&, const base::Uuid& account);
/// An account goes, and its notes with it; reasons that the office gave stay with who got them.
void forget_speaker(store::UnitOfWork&, const base::Uuid& account);

}  // namespace entente::registry
