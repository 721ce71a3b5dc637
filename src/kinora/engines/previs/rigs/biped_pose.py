"""The poses by the action's name, and the pose of a motion: from one act into the next, speaking, looking."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kinora.engines.previs.rigs.pose import Pose, mixed
from kinora.engines.previs.rigs.poses_moving import MOVING
from kinora.engines.previs.rigs.poses_resting import RESTING, idle
from kinora.engines.previs.rigs.poses_together import TOGETHER
from kinora.engines.previs.rigs.poses_working import WORKING
from kinora.engines.previs.rigs.rig import Motion

POSES: dict[str, Callable[[float], Pose]] = {**RESTING, **MOVING, **WORKING, **TOGETHER}


def biped_pose(action: str, time: float) -> Pose:
    """The pose of an action at a time in seconds; an unknown action stands."""
    return POSES.get(action, idle)(time)


def pose_of(motion: Motion) -> Pose:
    """The pose of a motion."""
    pose = biped_pose(motion.action, motion.time)
    if motion.former and motion.share < 1.0:
        pose = mixed(biped_pose(motion.former, motion.time), pose, motion.share)
    if motion.talking > 0.0:
        pose = replace(
            pose, mouth=pose.mouth + (0.3 + 0.85 * motion.talking - pose.mouth) * min(1.0, motion.talking * 4)
        )
    if motion.look is not None:
        pose = replace(pose, look=motion.look)
    return pose
