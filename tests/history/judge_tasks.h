// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "history/history.h"

#include <optional>

namespace cosftp::test {

/// What an upload may come behind.
struct Behind
{
    enum class What {
        Standing,  ///< The first `bytes` (-1: all) of what stands.
        Waiting    ///< An upload that waits: the result is `whole`.
    };
    What what = What::Standing;
    qint64 bytes = -1;
    bool needsObject = false;  ///< Something has to stand.
    Content whole = {};
    bool needsNothing = false;  ///< Nothing may stand.
    OpId notNewerThan = 0;      ///< What stands has no bytes of later commands.
};

/// What a command does to or sees of the names of one component, in one or more steps.
struct Task
{
    enum class Kind {
        Put,
        Extend,       ///< Look, then publish.
        Remove,       ///< Look, then delete.
        Move,         ///< Copy; look, then delete.
        MoveIfThere,  ///< The same for one file of a folder.
        SeeContent,
        SeeSize,
        SeeNothing
    };
    Kind kind = Kind::Put;
    const Record *record = nullptr;
    int key = 0;      ///< Indexes of Component::keys.
    int target = -1;  ///< Of moves.
    qint64 begin = 0;
    qint64 end = never;           ///< It has had its effect by then; never: it need not have any.
    qint64 latest = never;        ///< After that it has none.
    qint64 windowUs = 0;          ///< Others that ended before it began cannot have fallen into it.
    Content content = {};         ///< Put, SeeContent.
    QList<Behind> behind = {};    ///< Extend.
    qint64 size = 0;              ///< SeeSize.
    bool mayFindNothing = false;  ///< Remove.

    [[nodiscard]] bool isSure() const { return end != never; }
    [[nodiscard]] bool isSight() const { return kind >= Kind::SeeContent; }
    [[nodiscard]] bool isMove() const { return kind == Kind::Move || kind == Kind::MoveIfThere; }
    [[nodiscard]] bool touches(int index) const { return key == index || target == index; }
};

/// Names that are judged together, because renames connect them.
struct Component
{
    QList<QByteArray> keys;
    QList<std::optional<Content>> before;
    QList<Task> tasks;
};

QList<Component> componentsOf(const History &history);

}  // namespace cosftp::test
