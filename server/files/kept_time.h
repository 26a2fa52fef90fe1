// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/object_store.h"

#include <QDateTime>

#include <optional>

namespace cosftp {

/// The time that lies with an object as "x-cos-meta-mtime", where cosfs and rclone keep it too:
/// Unix seconds, maybe with a fraction, which is dropped. No value: none, or nonsense.
std::optional<QDateTime> keptTime(const NamedValues &metadata);
NamedValues withoutKeptTime(const NamedValues &metadata);
/// The same metadata with that time. Only times since 1970 can be kept.
NamedValues withKeptTime(const NamedValues &metadata, const QDateTime &time);

}  // namespace cosftp
