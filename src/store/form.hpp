// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <exception>
#include <string>
#include <string_view>

#include "store/store.hpp"

/// Internal to store: what every engine asks of what it is given, and says in the same words.
namespace entente::store {

/// Throws base::BadInput where `text` is not UTF-8 or holds a NUL, which not every engine can keep.
void require_text(std::string_view thing, std::string_view text);

/// Throws base::BadInput where it is no record: no id, no type, a body that is no text or too large.
void require_form(const NewRevision&);

/// Throws base::Conflict where the head is not the one the change was made from. `stands` is the head's
/// version, 0 where there is none.
void require_expected(const NewRevision&, std::int64_t stands);

/// Throws base::Conflict where the record that stands has another type.
void require_type(const NewRevision&, std::string_view stands);

/// The name under which is kept what a key of a write stands for, beside the key; "" where it stands for
/// whatever is asked.
std::string key_with_content(const WriteOptions&);
/// base::Conflict, for a key that was used for something else.
std::exception_ptr key_of_another();

void require_form(const JobRun&);

/// Throws base::BadInput for a file larger than can be kept.
void require_blob(const base::Sha256& hash, std::string_view bytes);

/// Whether a text is one that could have been kept: UTF-8 without a NUL.
bool is_text(std::string_view);

/// The value of an identifier as it is kept: itself, or its hash where it is longer than every engine can
/// index.
std::string kept_key(std::string_view value);

/// Throws base::Conflict where revisions still wait to become entries of the log.
void require_caught_up(bool is_behind);
/// The entry that tells that a revision has another hash.
ledger::Statement rehashed(const Revision& was, const base::Sha256& hash, std::int64_t event_seq,
                           base::Instant time, std::string_view author);

/// Says that what should be written over is not there.
[[noreturn]] void fail_nothing_to_rewrite(const std::string& thing);

/// Says who owns an identifier that another wanted.
[[noreturn]] void fail_owned(std::string_view scheme, std::string_view value, const base::Uuid& owner);

}  // namespace entente::store
