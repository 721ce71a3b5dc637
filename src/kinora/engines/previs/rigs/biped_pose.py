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


def _seated(pose: Pose, sitting: Pose) -> Pose:
    """The same with hands and face, sitting."""
    down = sitting.shoulders - pose.shoulders
    (near_x, near_y), (far_x, far_y) = pose.hand_near, pose.hand_far
    return replace(
        pose,
        foot_far=sitting.foot_far,
        foot_near=sitting.foot_near,
        hips=sitting.hips,
        shoulders=sitting.shoulders,
        hand_near=(near_x, near_y + down),
        hand_far=(far_x, far_y + down),
        lift=0.0,
        roll=0.0,
        squash=1.0,
        lean=pose.lean * 0.5,
        apart=sitting.apart,
    )


def pose_of(motion: Motion) -> Pose:
    """The pose of a motion."""
    pose = biped_pose(motion.action, motion.time)
    if motion.former and motion.share < 1.0:
        pose = mixed(biped_pose(motion.former, motion.time), pose, motion.share)
    if motion.seated > 0.0:
        pose = mixed(pose, _seated(pose, biped_pose("sit", motion.time)), motion.seated)
    if motion.talking > 0.0:
        pose = replace(
            pose, mouth=pose.mouth + (0.3 + 0.85 * motion.talking - pose.mouth) * min(1.0, motion.talking * 4)
        )
    if motion.look is not None:
        pose = replace(pose, look=motion.look)
    return pose
