// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "store/form.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "store/packed.hpp"

namespace entente::store {

namespace {

/// PostgreSQL indexes a third of a page, 2,704 bytes, at the most.
constexpr std::size_t kMostKey = 1000;

std::string name_of(const NewRevision& revision) {
  return revision.type + " " + revision.id.str();
}

}  // namespace

void require_text(std::string_view thing, std::string_view text) {
  if (text.find('\0') != std::string_view::npos)
    throw base::BadInput(std::string(thing), "holds a NUL character");
  if (!base::is_utf8(text)) throw base::BadInput(std::string(thing), "is not UTF-8");
}

void require_form(const NewRevision& revision) {
  if (revision.id.is_nil()) throw base::BadInput("record", "has no id");
  if (revision.type.empty()) throw base::BadInput("record " + revision.id.str(), "has no type");
  require_text("type of a record", revision.type);
  require_text("body of a record", revision.body);
  if (revision.body.size() > kMostBody)
    throw base::BadInput(name_of(revision), "is larger than " + std::to_string(kMostBody >> 20) + " MB");
}

void require_expected(const NewRevision& revision, std::int64_t stands) {
  const auto expected = revision.expected_version;
  if (expected == -1 || expected == stands) return;
  if (stands == 0)
    throw base::Conflict(name_of(revision),
                         "does not exist, and version " + std::to_string(expected) + " was expected",
                         "Read it again and repeat the change.");
  if (expected == 0)
    throw base::Conflict(name_of(revision), "exists already, in version " + std::to_string(stands),
                         "Change that one, or use another id.");
  throw base::Conflict(name_of(revision),
                       "has been changed by another: it stands at version " + std::to_string(stands) +
                           ", not " + std::to_string(expected),
                       "Read it again and repeat the change.");
}

void require_type(const NewRevision& revision, std::string_view stands) {
  if (stands != revision.type)
    throw base::Conflict(name_of(revision), "is a record of the type " + std::string(stands),
                         "Use another id.");
}

void require_form(const JobRun& run) {
  require_text("name of a job", run.name);
  require_text("state of a job", run.state);
  require_text("detail of a job", run.detail);
}

void require_blob(const base::Sha256& hash, std::string_view bytes) {
  if (bytes.size() > kMostBlob)
    throw base::BadInput("file " + base::hex(hash),
                         "is larger than " + std::to_string(kMostBlob >> 20) + " MB");
}

bool is_text(std::string_view text) {
  return text.find('\0') == std::string_view::npos && base::is_utf8(text);
}

std::string kept_key(std::string_view value) {
  if (value.size() <= kMostKey) return std::string(value);
  // The unit separator keeps it apart from whatever a person could have written.
  return "\x1fsha256:" + base::hex(base::sha256(value));
}

std::string key_with_content(const WriteOptions& options) {
  if (options.idempotency_key.empty() || options.content.empty()) return {};
  return options.idempotency_key + "\n" + options.content;
}

std::exception_ptr key_of_another() {
  return std::make_exception_ptr(base::Conflict("the name of this request",
                                                "was given to a request that asked for something else",
                                                "Give each request that is new a name of its own."));
}

void require_caught_up(bool is_behind) {
  if (is_behind)
    throw base::Conflict("the log of this register", "is being made of what was published before",
                         "Try again in some minutes.");
}

ledger::Statement rehashed(const Revision& was, const base::Sha256& hash, std::int64_t event_seq,
                           base::Instant time, std::string_view author) {
  return {.act = ledger::Act::rehashed,
          .by = hand_of(author),
          .event_seq = event_seq,
          .hash = hash,
          .id = was.id,
          .time = time,
          .type = was.type,
          .version = was.version,
          .was = was.hash};
}

void fail_nothing_to_rewrite(const std::string& thing) {
  throw base::NotFound(thing, "is not kept, or not yet", "Erase from what an earlier change has written.");
}

void fail_owned(std::string_view scheme, std::string_view value, const base::Uuid& owner) {
  throw base::Conflict("identifier " + std::string(scheme) + " " + std::string(base::clip_utf8(value, 200)),
                       "belongs to another record, " + owner.str(),
                       "Correct the identifier, or change the record that has it.");
}

}  // namespace entente::store
