// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace cosftp {

/// Entries that a listing had to leave out, and why. A value.
struct LeftOut
{
    int unshowable = 0;  ///< Names that FTP cannot carry, and files that a mount hides.
    int unwritable = 0;  ///< Names that the client's charset has not got.

    [[nodiscard]] int count() const { return unshowable + unwritable; }
    /// "2 left out: 1 with names that ..., 1 ..."; empty if nothing was left out.
    [[nodiscard]] QByteArray words() const;
};

}  // namespace cosftp
