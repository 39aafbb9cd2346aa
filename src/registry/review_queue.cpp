// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/review_queue.hpp"

#include <algorithm>

#include "registry/id_lines.hpp"

namespace entente::registry {

namespace {

constexpr std::string_view kQueueNote = "registering queue";

}  // namespace

std::vector<base::Uuid> queued_drafts(store::Reader& reader) {
  return read_id_lines(reader, kQueueNote);
}

std::int64_t queue_length(store::Reader& reader) {
  return std::ssize(queued_drafts(reader));
}

void enter_queue(store::UnitOfWork& unit, const base::Uuid& draft) {
  auto ids = queued_drafts(unit);
  std::erase(ids, draft);
  ids.push_back(draft);
  write_id_lines(unit, kQueueNote, ids);
}

void leave_queue(store::UnitOfWork& unit, const base::Uuid& draft) {
  auto ids = queued_drafts(unit);
  if (std::erase(ids, draft) > 0) write_id_lines(unit, kQueueNote, ids);
}

}  // namespace entente::registry
