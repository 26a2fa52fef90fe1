// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QButtonGroup;
class QToolButton;
class QVBoxLayout;

namespace cosftp {

class Page;
class RailButton;

/// The list of pages at the side of the main window, and a few things to do below it.
class SideRail final : public QFrame
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SideRail)

public:
    explicit SideRail(QWidget *parent = nullptr);
    ~SideRail() override = default;

    /// The page's title, icon and badge follow its titleChanged().
    void addPage(Page *page);
    /// A button at the lower end.
    QToolButton *addAction(const QString &iconName);
    void setCurrent(int index);
    [[nodiscard]] QToolButton *button(int index) const;
    void retranslate();

Q_SIGNALS:
    void pageChosen(int index);

private:
    void refresh(int index);

    QButtonGroup *m_group;
    QVBoxLayout *m_pages;
    QVBoxLayout *m_actions;
    QList<Page *> m_listed;
    QList<RailButton *> m_buttons;
};

}  // namespace cosftp
