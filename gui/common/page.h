// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace cosftp {

/// One page of the main window (overview, sessions, ...). The shell lists them at the side.
class Page : public QWidget
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Page)

public:
    explicit Page(QWidget *parent = nullptr) : QWidget(parent) {}
    ~Page() override = default;

    [[nodiscard]] virtual QString id() const = 0;          ///< "overview": never translated.
    [[nodiscard]] virtual QString title() const = 0;       ///< Short, in the present language.
    [[nodiscard]] virtual QString iconName() const = 0;    ///< For Theme::icon().
    [[nodiscard]] virtual int badge() const { return 0; }  ///< A number beside the title; 0: none.
    /// Goes to something on the page: a row, a field, a filter ("problem/7"). Empty: only show.
    virtual void open(const QString &place) { Q_UNUSED(place) }
    virtual void find() {}     ///< Ctrl+F: puts the cursor into the search field.
    virtual void refresh() {}  ///< F5.
    /// False keeps the window on this page (unsaved changes the user wants to keep).
    virtual bool mayLeave() { return true; }

Q_SIGNALS:
    void titleChanged();
    /// Asks the window to show another page: ("settings", "network/masquerade_address").
    void pageWanted(const QString &pageId, const QString &place);
};

}  // namespace cosftp
