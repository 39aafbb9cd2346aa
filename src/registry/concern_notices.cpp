// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/concern_notices.hpp"

#include "registry/writing.hpp"

namespace entente::registry {

namespace {

model::ConcernNotice notice_of(const store::Concern& concern, const ConcernSubject& subject) {
  model::ConcernNotice notice;
  notice.number = concern.number;
  notice.about = concern.about;
  notice.kind = concern.kind;
  notice.state = name_of(concern.state);
  if (subject.type == model::Partnership::kType) {
    notice.partnership = subject.id;
  } else if (subject.type == model::Organisation::kType) {
    notice.organisation = subject.id;
  } else {
    for (const auto& place : subject.places)
      if (place.role == access::Role::focal_point) notice.country = place.of;
  }
  return notice;
}

/// The record where it stands open.
std::optional<store::Revision> standing_notice(store::Reader& reader, const store::Concern& concern) {
  auto head = reader.head(model::notice_of_concern(concern.number));
  if (head && head->visibility != store::Visibility::open) head.reset();
  return head;
}

}  // namespace

bool is_told_otherwise(store::Reader& reader, const store::Concern& concern) {
  const auto standing = standing_notice(reader, concern);
  if (concern.sight != store::ConcernSight::published) return standing.has_value();
  if (!standing) return true;
  const auto said = std::get<model::ConcernNotice>(model::read_body(standing->type, standing->body));
  return said.state != name_of(concern.state) || said.about != concern.about;
}

void put_concern_notice(store::UnitOfWork& unit, const store::Concern& concern,
                        const ConcernSubject& subject) {
  const auto id = model::notice_of_concern(concern.number);
  const auto standing = standing_notice(unit, concern);
  if (concern.sight != store::ConcernSight::published) {
    if (standing)
      unit.put(
          revision_of(id, model::read_body(standing->type, standing->body), store::Visibility::withdrawn));
    return;
  }
  const auto revision = revision_of(id, notice_of(concern, subject));
  if (!standing || standing->body != revision.body) unit.put(revision);
}

}  // namespace entente::registry
