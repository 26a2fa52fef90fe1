// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace cosftp {

/// Where this program keeps objects of its own in a bucket: descriptions of interrupted uploads,
/// journals of folder jobs. Users neither see nor reach it, whatever is mounted.
inline constexpr char ownObjectsPrefix[] = ".cosftp/";

inline bool isOwnObject(QByteArrayView key)
{
    return key.startsWith(ownObjectsPrefix) || key == QByteArrayView(ownObjectsPrefix).chopped(1);
}

}  // namespace cosftp
