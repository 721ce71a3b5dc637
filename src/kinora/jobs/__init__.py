"""The job lifecycle: submitted once, durable at once, rendered by whichever worker claims it, never lost."""
